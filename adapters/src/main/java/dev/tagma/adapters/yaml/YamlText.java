package dev.tagma.adapters.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Text that is taken for YAML, whoever wrote it. Only what a configuration needs is taken: no aliases, which can unfold
 * beyond all bounds, no tags, which name types, nothing nested deeply. Nothing is made of it but nodes.
 *
 * @param file where it stands, for messages
 */
public record YamlText(String file, String text) {

    /** The deepest key lies at four. */
    private static final int DEEPEST = 12;

    /** What is told of one file; after that many mistakes it is another kind of file. */
    private static final int MOST_ERRORS = 50;

    /** Its root where there is one; what is wrong goes to {@code errors}. */
    public Optional<Node> read(List<String> errors) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowNonScalarKeys(true)
                .build();
        try {
            List<String> strange = strange(new Parse(settings).parseString(text));
            errors.addAll(strange);
            return strange.isEmpty() ? new Compose(settings).composeString(text) : Optional.empty();
        } catch (MarkedYamlEngineException malformed) {
            int line =
                    malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            errors.add(at(line) + "not YAML: " + malformed.getProblem());
        } catch (YamlEngineException malformed) {
            errors.add(file + ": not YAML: "
                    + String.valueOf(malformed.getMessage()).lines().findFirst().orElse(""));
        }
        return Optional.empty();
    }

    private List<String> strange(Iterable<Event> events) {
        List<String> errors = new ArrayList<>();
        int depth = 0;
        for (Event event : events) {
            if (errors.size() == MOST_ERRORS) {
                errors.add(file + ": there is more; mend these first");
                return errors;
            }
            int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
            switch (event) {
                case AliasEvent alias ->
                    errors.add(at(line) + "alias " + Quoted.of("*" + alias.getAlias()) + "; write its value out");
                case ScalarEvent scalar -> scalar.getTag().ifPresent(tag -> errors.add(tagged(line, tag)));
                case CollectionStartEvent start -> {
                    start.getTag().ifPresent(tag -> errors.add(tagged(line, tag)));
                    if (++depth > DEEPEST) {
                        errors.add(at(line) + "nested deeper than any key lies; use the keys of the guide");
                        return errors;
                    }
                }
                case CollectionEndEvent end -> depth--;
                default -> {
                    // Begins and ends of the stream and of documents.
                }
            }
        }
        return errors;
    }

    private String tagged(int line, String tag) {
        return at(line) + "tag " + Quoted.of(tag) + "; leave it out";
    }

    private String at(int line) {
        return file + ":" + line + ": ";
    }
}
