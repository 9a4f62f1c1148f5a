package dev.tagma.adapters.runtime.pty;

import dev.tagma.adapters.proc.Processes;
import dev.tagma.adapters.terminal.ProcessTable;
import dev.tagma.core.fact.ProcessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which process holds which terminal, with which program, in a file for each: so that a later daemon knows that a terminal
 * went with the one before, and ends a program that has ignored it. Nobody could reach such a program any more, and its
 * session would be started beside it.
 */
final class Holdings {

    /** How long programs may take to end after their terminal went away, before they are killed. */
    static final Duration END_GRACE = Duration.ofSeconds(2);

    private static final String NO_PROGRAM = "-";

    private final Path directory;
    private final ProcessKey holder;

    Holdings(Path directory, ProcessKey holder) throws IOException {
        this.directory = directory;
        this.holder = holder;
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** What is known of a terminal that is not held here. */
    sealed interface Found {

        record Nothing() implements Found {}

        /** Another process holds it. */
        record Elsewhere(long pid) implements Found {}

        /** It went with the process that held it, and its program has ended. */
        record Over() implements Found {}
    }

    void hold(String name, ProcessKey program) throws IOException {
        write(name, text(holder) + "\n" + text(program) + "\n");
    }

    /** Nothing of the program is left. */
    void settle(String name) throws IOException {
        write(name, text(holder) + "\n" + NO_PROGRAM + "\n");
    }

    void forget(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    /** Ends what is left of the terminal's program where the process that held it is gone. */
    Found look(String name) throws IOException, InterruptedException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            return new Found.Nothing();
        }
        List<String> lines = Files.readAllLines(file);
        Optional<ProcessKey> program = lines.size() < 2 ? Optional.empty() : parse(lines.get(1));
        if (program.isEmpty()) {
            return new Found.Over();
        }
        Optional<ProcessKey> held = parse(lines.getFirst());
        if (held.isPresent() && Processes.find(held.get().pid()).equals(held)) {
            return new Found.Elsewhere(held.get().pid());
        }
        ProcessTable.end(membersOf(program.get()), END_GRACE);
        settle(name);
        return new Found.Over();
    }

    /**
     * The program and all that it started and that did not leave its session. While a session has members no new process
     * gets its leader's number, so with the leader gone they are its own, and with another process in its place none is.
     */
    static List<ProcessHandle> membersOf(ProcessKey leader) throws IOException {
        if (!leader.bootId().equals(Processes.bootId())) {
            return List.of();
        }
        Optional<ProcessKey> present = Processes.find(leader.pid());
        return present.isEmpty() || present.get().equals(leader) ? ProcessTable.session(leader.pid()) : List.of();
    }

    private void write(String name, String text) throws IOException {
        Path fresh = directory.resolve(name + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String text(ProcessKey process) {
        return process.pid() + " " + process.startedTicks() + " " + process.bootId();
    }

    private static Optional<ProcessKey> parse(String line) {
        String[] parts = line.split(" ", -1);
        try {
            return parts.length == 3
                    ? Optional.of(new ProcessKey(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
