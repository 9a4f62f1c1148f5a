package dev.tagma.adapters.terminal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Linux shows of processes beyond what Java does. Elsewhere there is no {@code /proc}, and the answers are those
 * that Java can give.
 */
public final class ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private ProcessTable() {}

    /** Whether it runs; one that has ended but was not collected by its parent yet does not. */
    public static boolean runs(ProcessHandle process) {
        return process.isAlive() && !ended(process.pid());
    }

    public static boolean runs(long pid) {
        return ProcessHandle.of(pid).filter(ProcessTable::runs).isPresent();
    }

    private static boolean ended(long pid) {
        List<String> fields = fields(pid);
        return !fields.isEmpty()
                && (fields.getFirst().equals("Z") || fields.getFirst().equals("X"));
    }

    /** The members of the session that a process of this id leads or led; by parentage where sessions are not shown. */
    public static List<ProcessHandle> session(long leader) {
        List<ProcessHandle> members = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (sessionOf(pid).equals(OptionalLong.of(leader))) {
                    ProcessHandle.of(pid).ifPresent(members::add);
                }
            }
        } catch (IOException e) {
            return ProcessHandle.of(leader)
                    .map(process -> {
                        List<ProcessHandle> family =
                                new ArrayList<>(process.descendants().toList());
                        family.add(process);
                        return family;
                    })
                    .orElseGet(ArrayList::new);
        }
        return members;
    }

    /** Gives these the time to end by themselves, then kills those that have not. */
    public static void end(List<ProcessHandle> processes, Duration grace) throws InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        Duration pause = FIRST_PAUSE;
        // The system tells only a parent of a process's end, and we are not theirs; so this has to look again and
        // again.
        var never = new CountDownLatch(1);
        while (processes.stream().anyMatch(ProcessTable::runs)) {
            if (System.nanoTime() > deadline) {
                processes.forEach(ProcessHandle::destroyForcibly);
                return;
            }
            never.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static OptionalLong sessionOf(long pid) {
        List<String> fields = fields(pid);
        return fields.size() > 3 ? OptionalLong.of(Long.parseLong(fields.get(3))) : OptionalLong.empty();
    }

    /** The fields of a process's status from its state on; empty where there is none. */
    private static List<String> fields(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
            // The name before may hold anything, even blanks and parentheses.
            return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        } catch (IOException e) {
            return List.of();
        }
    }
}
