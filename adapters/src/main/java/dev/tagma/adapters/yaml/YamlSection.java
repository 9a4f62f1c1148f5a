package dev.tagma.adapters.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One mapping of a YAML file, read key by key; what is wrong is collected, what was not asked for is an error. */
public final class YamlSection {

    private final String file;
    private final String path;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();
    private final List<String> errors;
    private final int line;

    public YamlSection(String file, String path, Optional<Node> node, List<String> errors) {
        this.file = file;
        this.path = path;
        this.errors = errors;
        this.line =
                node.flatMap(Node::getStartMark).map(mark -> mark.getLine() + 1).orElse(1);
        node.ifPresent(this::take);
    }

    private void take(Node node) {
        if (isNull(node)) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            error(node, "'" + (path.isEmpty() ? "the file" : path) + "' must be a mapping of keys to values");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                error(tuple.getKeyNode(), "a key must be plain text");
            } else if (entries.putIfAbsent(key.getValue(), tuple) != null) {
                error(key, "key " + Quoted.of(full(key.getValue())) + " stands here a second time");
            }
        }
    }

    public YamlSection section(String key) {
        return new YamlSection(file, full(key), value(key), errors);
    }

    /** All keys of this section, whatever they are called, each as a section. */
    public Map<String, YamlSection> sections() {
        Map<String, YamlSection> found = new LinkedHashMap<>();
        entries.keySet().forEach(key -> found.put(key, section(key)));
        return found;
    }

    /** The items of a list, each as a section. */
    public List<YamlSection> list(String key) {
        return value(key)
                .<List<YamlSection>>map(node -> {
                    if (!(node instanceof SequenceNode sequence)) {
                        error(node, Quoted.of(full(key)) + " must be a list of mappings");
                        return List.of();
                    }
                    List<YamlSection> items = new ArrayList<>();
                    for (Node item : sequence.getValue()) {
                        items.add(
                                new YamlSection(file, full(key) + "[" + items.size() + "]", Optional.of(item), errors));
                    }
                    return items;
                })
                .orElse(List.of());
    }

    /** Whether the key stands here, with whatever value. */
    public boolean has(String key) {
        known.add(key);
        return entries.containsKey(key);
    }

    /** Whether a single value stands there, and no list or mapping. */
    public boolean isText(String key) {
        return value(key).filter(ScalarNode.class::isInstance).isPresent();
    }

    /** Says what is wrong with the value of that key, or with the section where the key is not there. */
    public void wrong(String key, String message) {
        NodeTuple tuple = entries.get(key);
        String said = Quoted.of(full(key)) + " " + message;
        if (tuple == null) {
            errors.add(file + ":" + line + ": " + said);
        } else {
            error(tuple.getValueNode(), said);
        }
    }

    public Optional<String> text(String key) {
        return scalar(key).map(ScalarNode::getValue);
    }

    public Optional<Boolean> flag(String key) {
        return scalar(key).flatMap(node -> switch (node.getValue()) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> wrong(node, key, "true or false");
        });
    }

    public Optional<Long> number(String key, long least, long most) {
        return scalar(key).flatMap(node -> {
            try {
                long value = Long.parseLong(node.getValue());
                if (value >= least && value <= most) {
                    return Optional.of(value);
                }
            } catch (NumberFormatException notANumber) {
                // Said below, with the range.
            }
            return wrong(node, key, "a whole number from " + least + " to " + most);
        });
    }

    /** Reads a value by a function that gives nothing for what it does not understand. */
    public <T> Optional<T> value(String key, String expected, Function<String, Optional<T>> read) {
        return scalar(key).flatMap(node -> {
            Optional<T> value = read.apply(node.getValue());
            return value.isPresent() ? value : wrong(node, key, expected);
        });
    }

    public Optional<List<String>> texts(String key) {
        return value(key).flatMap(node -> {
            if (!(node instanceof SequenceNode sequence)) {
                return wrong(node, key, "a list such as [one, two]");
            }
            List<String> texts = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar && !isNull(item)) {
                    texts.add(scalar.getValue());
                } else {
                    error(item, "each item of " + Quoted.of(full(key)) + " must be text");
                }
            }
            return Optional.of(texts);
        });
    }

    public Optional<Map<String, String>> textMap(String key) {
        if (value(key).isEmpty()) {
            return Optional.empty();
        }
        YamlSection section = section(key);
        Map<String, String> map = new LinkedHashMap<>();
        section.entries.keySet().forEach(name -> section.text(name).ifPresent(text -> map.put(name, text)));
        return Optional.of(map);
    }

    /** Refuses keys that stand elsewhere, and says why. */
    public void forbid(Set<String> keys, String why) {
        entries.forEach((key, tuple) -> {
            if (keys.contains(key)) {
                known.add(key);
                error(tuple.getKeyNode(), "key " + Quoted.of(full(key)) + " " + why);
            }
        });
    }

    /** Says which keys stand here that nobody asked for, and which one may have been meant. */
    public void refuseUnknown() {
        entries.forEach((key, tuple) -> {
            if (!known.contains(key)) {
                error(
                        tuple.getKeyNode(),
                        "key " + Quoted.of(full(key)) + " is not known"
                                + Nearest.of(key, known)
                                        .map(meant -> "; did you mean '" + meant + "'?")
                                        .orElseGet(() ->
                                                known.isEmpty() ? "" : "; known here: " + String.join(", ", known)));
            }
        });
    }

    private Optional<Node> value(String key) {
        known.add(key);
        return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
    }

    private Optional<ScalarNode> scalar(String key) {
        return value(key)
                .flatMap(node -> node instanceof ScalarNode scalar && !isNull(node)
                        ? Optional.of(scalar)
                        : wrong(node, key, "a single value"));
    }

    private <T> Optional<T> wrong(Node node, String key, String expected) {
        String found = node instanceof ScalarNode scalar
                ? Quoted.of(scalar.getValue())
                : "a " + node.getNodeType().name().toLowerCase(Locale.ROOT);
        error(node, Quoted.of(full(key)) + " is " + found + "; use " + expected);
        return Optional.empty();
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getTag().equals(Tag.NULL);
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void error(Node node, String message) {
        errors.add(
                file + ":" + node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0) + ": " + message);
    }
}
