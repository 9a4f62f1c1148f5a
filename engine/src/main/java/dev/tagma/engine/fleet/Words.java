package dev.tagma.engine.fleet;

import java.util.Locale;

/** Values as people write them. */
final class Words {

    private Words() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
