package dev.tagma.store.codec;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One kind of document: values of a type as versioned JSON text and back. */
public final class DocumentFormat<T> {

    private static final String VERSION = "v";

    private final String document;
    private final Shape<T> shape;
    private final List<Upcaster> steps;
    private final JsonMapper mapper;

    DocumentFormat(String document, Shape<T> shape, Upcasters upcasters, JsonMapper mapper) {
        this.document = document;
        this.shape = shape;
        this.steps = upcasters.of(document);
        this.mapper = mapper;
    }

    /** The version that is written. */
    public int version() {
        return steps.size() + 1;
    }

    public String write(T value) {
        return mapper.writeValueAsString(toTree(value));
    }

    /** Reads a document of any version up to the present one; throws {@link UnreadableDocument}. */
    public T read(String text) {
        return fromTree(parse(text));
    }

    ObjectNode toTree(T value) {
        ObjectNode tree = mapper.createObjectNode().put(VERSION, version());
        shape.write(value, new Out(tree));
        return tree;
    }

    T fromTree(ObjectNode tree) {
        try {
            return shape.read(new In(lifted(tree)));
        } catch (UnreadableDocument e) {
            throw new UnreadableDocument("Document '" + document + "': " + e.getMessage(), e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnreadableDocument("Document '" + document + "' holds a value that is refused: " + e, e);
        }
    }

    ObjectNode parse(String text) {
        try {
            if (mapper.readTree(text) instanceof ObjectNode tree) {
                return tree;
            }
        } catch (JacksonException e) {
            throw new UnreadableDocument("Document '" + document + "' is not JSON: " + e.getOriginalMessage(), e);
        }
        throw new UnreadableDocument("Document '" + document + "' is not a JSON object");
    }

    private ObjectNode lifted(ObjectNode tree) {
        JsonNode version = tree.get(VERSION);
        if (version == null || !version.isInt() || version.intValue() < 1) {
            throw new UnreadableDocument("its version is missing");
        }
        if (version.intValue() > version()) {
            throw new UnreadableDocument("it has version " + version.intValue() + ", this program knows " + version()
                    + ": it was written by a newer one");
        }
        ObjectNode present = tree;
        for (Upcaster step : steps.subList(version.intValue() - 1, steps.size())) {
            present = step.lift().apply(present);
        }
        return present;
    }
}
