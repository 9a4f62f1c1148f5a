package dev.tagma.store.codec;

import java.util.Locale;

/** The stored names of enum constants: lower case, words joined by underscores. */
final class Names {

    private Names() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E read(String name, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(name)) {
                return constant;
            }
        }
        throw new UnreadableDocument("'" + name + "' is not a known " + type.getSimpleName());
    }
}
