package dev.tagma.adapters.runtime.pipe;

import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.runtime.DetachedProcess.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The files of one process: what it reads in {@code to/in}, what it writes in {@code out} and {@code err}, and what the
 * launcher notes of it. A note that does not end in a line feed is not written yet.
 *
 * @param directory has mode 0700
 */
record Place(Path directory, String bootId) {

    /** In a line of {@code /proc/PID/stat} the start time is the 22nd field; no shell's name has a space in it. */
    private static final int START_FIELD = 21;

    Path input() {
        return directory.resolve("to/in");
    }

    /** The frame that is being written, or was written last. */
    Path frame() {
        return directory.resolve("to/frame");
    }

    Path output(Output which) {
        return directory.resolve(
                switch (which) {
                    case STANDARD -> "out";
                    case ERRORS -> "err";
                });
    }

    /** Whether a change inside this file is a change of what the process says. */
    static boolean tells(Path file) {
        return Stream.of("out", "err", "exit").anyMatch(file::endsWith);
    }

    void make() throws IOException {
        Files.createDirectories(
                directory.resolve("to"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(input());
        for (Output which : Output.values()) {
            Files.createFile(output(which));
        }
    }

    /** Removes all files; does nothing where there are none. */
    void clear() throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The leader of the process group. */
    Optional<ProcessKey> group() {
        return process("group");
    }

    /** The program itself. */
    Optional<ProcessKey> agent() {
        return process("agent");
    }

    /** What copies {@code to/in} into the program. */
    Optional<ProcessKey> feeder() {
        return process("feeder");
    }

    OptionalInt exitCode() {
        return note("exit").map(Integer::parseInt).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private Optional<ProcessKey> process(String name) {
        return note(name).map(line -> {
            String[] fields = line.split(" ", -1);
            return new ProcessKey(Long.parseLong(fields[0]), Long.parseLong(fields[START_FIELD]), bootId);
        });
    }

    private Optional<String> note(String name) {
        try {
            String text = Files.readString(directory.resolve(name));
            return text.endsWith("\n") ? Optional.of(text.strip()) : Optional.empty();
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(
                    directory.resolve(name) + " cannot be read: " + unreadable, unreadable);
        }
    }
}
