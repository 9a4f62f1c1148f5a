package dev.tagma.adapters.proc;

import dev.tagma.core.fact.ProcessKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tells processes apart from later ones with the same pid, by Linux's {@code /proc}. */
public final class Processes {

    private static final Path PROC = Path.of("/proc");

    /** In {@code /proc/PID/stat} the start time is the 20th field behind the command's closing parenthesis. */
    private static final int START_FIELD = 19;

    private static final int GROUP_FIELD = 2;

    private Processes() {}

    /** The process with this pid, none when there is none or it is a zombie. */
    public static Optional<ProcessKey> find(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            if (fields[0].equals("Z") || fields[0].equals("X")) {
                return Optional.empty();
            }
            return Optional.of(new ProcessKey(pid, Long.parseLong(fields[START_FIELD]), bootId()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** The number of the process group that it is in; none when there is no such process. */
    public static Optional<Long> group(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
            return Optional.of(
                    Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[GROUP_FIELD]));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Whether {@code pid} is {@code ancestor} or descends from it. */
    public static boolean descends(long pid, long ancestor) {
        long current = pid;
        for (int depth = 0; depth < 64 && current > 1; depth++) {
            if (current == ancestor) {
                return true;
            }
            current = ProcessHandle.of(current)
                    .flatMap(ProcessHandle::parent)
                    .map(ProcessHandle::pid)
                    .orElse(0L);
        }
        return false;
    }

    /** The other processes of this user that were started with this variable, descendants that kept it among them. */
    public static List<Long> withVariable(String name, String value) {
        String entry = "\0" + name + "=" + value + "\0";
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != ProcessHandle.current().pid())
                .filter(pid -> ("\0" + variables(pid)).contains(entry))
                .toList();
    }

    /** As the kernel shows them, each with a zero behind it; nothing where they are none of this user's business. */
    private static String variables(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("environ"));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException goneOrForbidden) {
            return "";
        }
    }

    /** Changes with every start of the machine. */
    public static String bootId() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    }
}
