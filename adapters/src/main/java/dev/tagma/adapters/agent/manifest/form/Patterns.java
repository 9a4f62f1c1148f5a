package dev.tagma.adapters.agent.manifest.form;

import dev.tagma.adapters.yaml.YamlSection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions in a manifest. */
final class Patterns {

    private Patterns() {}

    static Optional<Pattern> required(YamlSection section, String key) {
        if (!section.has(key)) {
            section.wrong(key, "is missing; give a regular expression");
            return Optional.empty();
        }
        return pattern(section, key);
    }

    /** The expression that stands there; a mistake in it is told with its place. */
    static Optional<Pattern> pattern(YamlSection section, String key) {
        return section.text(key).flatMap(text -> compiled(section, key, text));
    }

    static Optional<Pattern> compiled(YamlSection section, String key, String text) {
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException malformed) {
            section.wrong(
                    key, "is no regular expression: " + malformed.getDescription() + " at " + malformed.getIndex());
            return Optional.empty();
        }
    }
}
