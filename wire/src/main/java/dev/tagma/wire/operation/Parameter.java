package dev.tagma.wire.operation;

import dev.tagma.wire.json.Form;
import java.util.Optional;

/**
 * One parameter of an operation in its path or query, always text outside.
 *
 * @param form what the text must be
 * @param several whether it may be given more than once
 * @param fallback what holds where it is not given
 * @param example a value to show
 */
public record Parameter(
        String name, Place place, Form form, boolean several, Optional<String> fallback, String example, String doc) {

    /** Where it stands. */
    public enum Place {
        PATH,
        QUERY
    }

    static Parameter path(String name, String example, String doc) {
        return new Parameter(name, Place.PATH, new Form.Text(), false, Optional.empty(), example, doc);
    }

    static Parameter text(String name, String example, String doc) {
        return new Parameter(name, Place.QUERY, new Form.Text(), false, Optional.empty(), example, doc);
    }

    static Parameter flag(String name, String doc) {
        return new Parameter(name, Place.QUERY, new Form.Flag(), false, Optional.of("false"), "true", doc);
    }

    static Parameter choice(String name, Class<? extends Enum<?>> type, String doc) {
        String example = Form.names(type).getFirst();
        return new Parameter(name, Place.QUERY, new Form.Choice(type), false, Optional.empty(), example, doc);
    }

    static Parameter whole(String name, long min, long max, String doc) {
        return new Parameter(
                name, Place.QUERY, new Form.Whole(min, max), false, Optional.empty(), Long.toString(min), doc);
    }

    /** The same, given as often as one likes. */
    Parameter repeated() {
        return new Parameter(name, place, form, true, fallback, example, doc);
    }

    /** The same, with what holds where it is not given. */
    Parameter or(String value) {
        return new Parameter(name, place, form, several, Optional.of(value), example, doc);
    }
}
