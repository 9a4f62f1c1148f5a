package dev.tagma.adapters.runtime.tmux;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What Linux shows of processes beyond what Java does. Elsewhere there is no {@code /proc}, and the answers are those
 * that Java can give.
 */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");

    private ProcessTable() {}

    /** Whether it runs; one that has ended but was not collected by its parent yet does not. */
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && !ended(process.pid());
    }

    static boolean runs(long pid) {
        return ProcessHandle.of(pid).filter(ProcessTable::runs).isPresent();
    }

    private static boolean ended(long pid) {
        List<String> fields = fields(pid);
        return !fields.isEmpty()
                && (fields.getFirst().equals("Z") || fields.getFirst().equals("X"));
    }

    /** The members of the session that a process of this id leads or led; by parentage where sessions are not shown. */
    static List<ProcessHandle> session(long leader) {
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
