package dev.tagma.adapters.proc;

import dev.tagma.core.fact.ProcessKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells processes apart from later ones with the same pid, by Linux's {@code /proc}. */
public final class Processes {

    private static final Path PROC = Path.of("/proc");

    /** In {@code /proc/PID/stat} the start time is the 20th field behind the command's closing parenthesis. */
    private static final int START_FIELD = 19;

    private static final int GROUP_FIELD = 2;
    private static final int FOREGROUND_FIELD = 5;

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

    /** Whether this very process runs. */
    public static boolean runs(ProcessKey process) {
        return find(process.pid()).filter(process::equals).isPresent();
    }

    /** Those that it has started itself and that run. */
    public static List<ProcessKey> children(long pid) {
        return childNumbers(pid).flatMap(child -> find(child).stream()).toList();
    }

    /** Not every kernel lists them; then all processes are looked through. */
    private static Stream<Long> childNumbers(long pid) {
        String number = Long.toString(pid);
        try {
            return Files.readString(
                            PROC.resolve(number).resolve("task").resolve(number).resolve("children"))
                    .lines()
                    .flatMap(line -> Stream.of(line.strip().split(" ")))
                    .filter(word -> !word.isEmpty())
                    .map(Long::valueOf);
        } catch (IOException unlisted) {
            return ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::children)
                    .map(ProcessHandle::pid);
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
                .filter(pid -> ("\0" + text(pid, "environ")).contains(entry))
                .toList();
    }

    /** As the kernel shows them, each with a zero behind it; nothing where they are none of this user's business. */
    private static String text(long pid, String file) {
        try {
            byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve(file));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException goneOrForbidden) {
            return "";
        }
    }

    /** The process that the terminal of this one has in front now, the leader of its group; none where it has no terminal. */
    public static Optional<ProcessKey> foreground(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
            String group = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[FOREGROUND_FIELD];
            return find(Long.parseLong(group));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** What the process was called with; empty where it is gone, or none of this user's business. */
    public static List<String> command(long pid) {
        // A program that has given itself a name leaves zeros behind it.
        String words = text(pid, "cmdline").replaceAll("\0+$", "");
        return words.isEmpty() ? List.of() : List.of(words.split("\0", -1));
    }

    /** The variables the process was started with; empty where it is gone, or none of this user's business. */
    public static Map<String, String> environment(long pid) {
        Map<String, String> environment = new HashMap<>();
        for (String entry : text(pid, "environ").split("\0", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                environment.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return environment;
    }

    /** Where it works; none where it is gone, or none of this user's business. */
    public static Optional<Path> directory(long pid) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(PROC.resolve(Long.toString(pid)).resolve("cwd")));
        } catch (IOException goneOrForbidden) {
            return Optional.empty();
        }
    }

    /** Changes with every start of the machine. */
    public static String bootId() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    }
}
