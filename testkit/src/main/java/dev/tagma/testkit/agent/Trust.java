package dev.tagma.testkit.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Remembers which directories the person trusts. */
final class Trust {

    private Trust() {}

    static boolean isGiven(Surroundings surroundings) {
        return Files.exists(surroundings.trustMark());
    }

    static void give(Surroundings surroundings) {
        var mark = surroundings.trustMark();
        try {
            Files.createDirectories(mark.getParent());
            Files.writeString(mark, "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remember that %s is trusted".formatted(surroundings.cwd()), e);
        }
    }
}
