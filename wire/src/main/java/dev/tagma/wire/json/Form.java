package dev.tagma.wire.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a Java type looks like in JSON. The codec and the generated schema both follow it, so they cannot differ. */
public sealed interface Form {

    record Text() implements Form {}

    record Time() implements Form {}

    record Uuid() implements Form {}

    record Flag() implements Form {}

    /** A whole number within bounds. */
    record Whole(long min, long max) implements Form {}

    /** One of an enum's names, in lower snake case. */
    record Choice(Class<? extends Enum<?>> type) implements Form {}

    record ListOf(Form item) implements Form {}

    /** An object used as a map from text. */
    record MapOf(Form value) implements Form {}

    /** {@code null}, or left out where it is read. */
    record Maybe(Form present) implements Form {}

    /** A record of one component named {@code value}, written as that component alone: ids, handles, paths. */
    record Wrapped(Class<? extends Record> type, Form inner) implements Form {}

    /** An object with the record's components as members, in their order. */
    record Nested(Class<? extends Record> type) implements Form {}

    /** Any JSON. */
    record Any() implements Form {}

    static Form of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (generic.getRawType() == List.class) {
                return new ListOf(of(last));
            }
            if (generic.getRawType() == Optional.class) {
                return new Maybe(of(last));
            }
            if (generic.getRawType() == Map.class && generic.getActualTypeArguments()[0] == String.class) {
                return new MapOf(of(last));
            }
        }
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        }
        throw new IllegalArgumentException(type + " has no form in JSON");
    }

    private static Form ofClass(Class<?> type) {
        if (type == String.class) {
            return new Text();
        }
        if (type == Instant.class) {
            return new Time();
        }
        if (type == UUID.class) {
            return new Uuid();
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Flag();
        }
        if (type == int.class || type == Integer.class) {
            return new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return new Whole(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == Json.class) {
            return new Any();
        }
        if (type.isEnum()) {
            @SuppressWarnings("unchecked")
            Class<? extends Enum<?>> choice = (Class<? extends Enum<?>>) type;
            return new Choice(choice);
        }
        if (type.isRecord()) {
            Class<? extends Record> record = type.asSubclass(Record.class);
            RecordComponent[] components = type.getRecordComponents();
            return components.length == 1 && components[0].getName().equals("value")
                    ? new Wrapped(record, of(components[0].getGenericType()))
                    : new Nested(record);
        }
        throw new IllegalArgumentException(type + " has no form in JSON");
    }

    /** The names a choice has in JSON, in the order of its constants. */
    static List<String> names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Form::name).toList();
    }

    /** The name of a constant in JSON. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }
}
