package dev.tagma.adapters.agent.manifest.form;

import dev.tagma.adapters.agent.manifest.form.LineForm.LineRule;
import dev.tagma.adapters.agent.manifest.form.LineForm.Means;
import dev.tagma.adapters.agent.manifest.form.LineForm.Part;
import dev.tagma.adapters.yaml.YamlSection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the description of a record's lines from a manifest's section. */
final class LineFormReader {

    private final YamlSection section;

    LineFormReader(YamlSection section) {
        this.section = section;
    }

    LineForm read() {
        LineForm form = new LineForm(
                path("id"),
                path("time"),
                path("conversation"),
                path("place"),
                section.list("entries").stream()
                        .flatMap(rule -> rule(rule).stream())
                        .toList());
        if (form.rules().stream().noneMatch(rule -> rule.means() == Means.PROMPT)) {
            section.wrong(
                    "entries",
                    "does not say which lines are prompts; write {when: {FIELD: VALUE}, is: prompt, text: FIELD}");
        }
        if (form.id().isEmpty()) {
            section.wrong("id", "is missing; say where a line's own name stands, which names the turn");
        }
        return form;
    }

    private Optional<FieldPath> path(String key) {
        return section.has(key) ? section.text(key).map(FieldPath::parse) : Optional.empty();
    }

    private static Optional<LineRule> rule(YamlSection rule) {
        Map<FieldPath, String> when = new HashMap<>();
        rule.textMap("when").orElse(Map.of()).forEach((path, value) -> when.put(FieldPath.parse(path), value));
        if (when.isEmpty()) {
            rule.wrong("when", "is missing; name a field and what stands in it, as in {type: user}");
        }
        Optional<Means> means = ManifestReader.required(rule, "is", Means.class);
        Map<Part, FieldPath> fields = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            if (rule.has(part.key())) {
                rule.text(part.key()).map(FieldPath::parse).ifPresent(path -> fields.put(part, path));
            }
        }
        rule.refuseUnknown();
        means.stream()
                .flatMap(one -> needed(one).stream())
                .filter(part -> !fields.containsKey(part))
                .forEach(part -> rule.wrong(part.key(), "is missing; name the field where it stands"));
        return means.map(one -> new LineRule(when, one, fields));
    }

    private static List<Part> needed(Means means) {
        return switch (means) {
            case PROMPT, SAID, ANSWER, ERROR -> List.of(Part.TEXT);
            case TOOL -> List.of(Part.TOOL);
            case USED -> List.of(Part.INPUT, Part.OUTPUT);
            case INTERRUPTED, COMPACTED -> List.of();
        };
    }
}
