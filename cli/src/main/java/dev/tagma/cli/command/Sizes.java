package dev.tagma.cli.command;

import java.util.Locale;

/** Sizes as people say them. */
final class Sizes {

    private Sizes() {}

    static String text(long bytes) {
        if (bytes < 10_000) {
            return bytes + " bytes";
        }
        return bytes < 10_000_000 ? bytes / 1000 + " kB" : String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
    }
}
