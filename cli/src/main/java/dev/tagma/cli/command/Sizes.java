package dev.tagma.cli.command;

import java.util.Locale;

/** Sizes and counts as people say them. */
final class Sizes {

    private Sizes() {}

    static String files(long count) {
        return count == 1 ? "1 file" : count + " files";
    }

    static String text(long bytes) {
        if (bytes < 10_000) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        return bytes < 10_000_000 ? bytes / 1000 + " kB" : String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
    }
}
