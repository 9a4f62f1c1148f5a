package dev.tagma.store.codec;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A document while it is written. What is absent is left out. */
final class Out {

    private final ObjectNode node;

    Out(ObjectNode node) {
        this.node = node;
    }

    Out text(String field, String value) {
        node.put(field, value);
        return this;
    }

    /** Writes the value's own text form. */
    Out text(String field, Optional<?> value) {
        value.ifPresent(present -> node.put(field, present.toString()));
        return this;
    }

    Out number(String field, long value) {
        node.put(field, value);
        return this;
    }

    Out number(String field, Optional<Integer> value) {
        value.ifPresent(present -> node.put(field, present));
        return this;
    }

    Out number(String field, OptionalInt value) {
        value.ifPresent(present -> node.put(field, present));
        return this;
    }

    Out flag(String field, boolean value) {
        node.put(field, value);
        return this;
    }

    Out time(String field, Instant value) {
        node.put(field, value.toString());
        return this;
    }

    Out time(String field, Optional<Instant> value) {
        return text(field, value);
    }

    Out name(String field, Enum<?> value) {
        node.put(field, Names.of(value));
        return this;
    }

    Out name(String field, Optional<? extends Enum<?>> value) {
        value.ifPresent(present -> name(field, present));
        return this;
    }

    Out texts(String field, Collection<String> values) {
        ArrayNode array = node.putArray(field);
        values.forEach(array::add);
        return this;
    }

    /** Writes an unordered collection of constants in an order of its own, so that equal values give equal bytes. */
    Out names(String field, Collection<? extends Enum<?>> values) {
        return texts(field, values.stream().map(Names::of).sorted().toList());
    }

    Out lists(String field, List<List<String>> values) {
        ArrayNode array = node.putArray(field);
        for (List<String> value : values) {
            value.forEach(array.addArray()::add);
        }
        return this;
    }

    Out map(String field, Map<String, String> values) {
        ObjectNode object = node.putObject(field);
        new TreeMap<>(values).forEach(object::put);
        return this;
    }

    <T> Out object(String field, T value, Shape<T> shape) {
        shape.write(value, new Out(node.putObject(field)));
        return this;
    }

    <T> Out object(String field, Optional<T> value, Shape<T> shape) {
        value.ifPresent(present -> object(field, present, shape));
        return this;
    }

    <T> Out objects(String field, List<T> values, Shape<T> shape) {
        ArrayNode array = node.putArray(field);
        values.forEach(value -> shape.write(value, new Out(array.addObject())));
        return this;
    }
}
