package dev.tagma.adapters.agent.manifest.form;

import dev.tagma.adapters.agent.manifest.form.ScreenForm.ComposerForm;
import dev.tagma.adapters.agent.manifest.form.ScreenForm.Place;
import dev.tagma.adapters.agent.manifest.form.ScreenForm.ScreenRule;
import dev.tagma.adapters.agent.manifest.form.ScreenForm.State;
import dev.tagma.adapters.yaml.YamlSection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes the screens of a manifest. */
final class ScreenFormReader {

    private final YamlSection section;

    ScreenFormReader(YamlSection section) {
        this.section = section;
    }

    ScreenForm read() {
        ScreenForm form = new ScreenForm(
                optional(section, "strip"),
                section.has("composer") ? composer(section.section("composer")) : Optional.empty(),
                optional(section, "prompted"),
                optional(section, "dialog"),
                section.list("rules").stream()
                        .flatMap(rule -> rule(rule).stream())
                        .toList());
        section.refuseUnknown();
        return form;
    }

    private static Optional<ComposerForm> composer(YamlSection composer) {
        Optional<Pattern> above = optional(composer, "above");
        Optional<Pattern> below = optional(composer, "below");
        if (above.isPresent() != below.isPresent()) {
            composer.wrong(above.isPresent() ? "below" : "above", "is missing; give both edges or none");
        }
        Optional<Pattern> prompt = Patterns.required(composer, "prompt");
        Optional<Pattern> beside = optional(composer, "beside");
        int footer = composer.has("footer")
                ? composer.number("footer", 0, 30).orElse(0L).intValue()
                : 0;
        List<Pattern> pasted = ManifestReader.words(composer, "pasted").stream()
                .flatMap(text -> Patterns.compiled(composer, "pasted", text).stream())
                .toList();
        List<String> hints = ManifestReader.words(composer, "hints");
        composer.refuseUnknown();
        return prompt.map(sign -> new ComposerForm(above, below, sign, beside, footer, hints, pasted));
    }

    private static Optional<ScreenRule> rule(YamlSection rule) {
        Optional<State> means = ManifestReader.required(rule, "means", State.class);
        Optional<Place> place = ManifestReader.required(rule, "in", Place.class);
        Optional<Pattern> matches = Patterns.required(rule, "matches");
        rule.refuseUnknown();
        return means.isPresent() && place.isPresent() && matches.isPresent()
                ? Optional.of(new ScreenRule(means.get(), place.get(), matches.get()))
                : Optional.empty();
    }

    private static Optional<Pattern> optional(YamlSection section, String key) {
        return section.has(key) ? Patterns.pattern(section, key) : Optional.empty();
    }
}
