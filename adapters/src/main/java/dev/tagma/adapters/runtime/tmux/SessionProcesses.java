package dev.tagma.adapters.runtime.tmux;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The processes of a terminal's session: the program and everything it started that did not leave the terminal on
 * purpose. Where there is no {@code /proc} they are found by parentage instead.
 */
final class SessionProcesses {

    private final List<ProcessHandle> members;

    private SessionProcesses(List<ProcessHandle> members) {
        this.members = List.copyOf(members);
    }

    static SessionProcesses ledBy(long pid) {
        List<ProcessHandle> members = new ArrayList<>();
        ProcessHandle.of(pid).ifPresent(leader -> {
            members.add(leader);
            leader.descendants()
                    .filter(child -> sessionOf(child.pid(), pid) == pid)
                    .forEach(members::add);
        });
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long other = Long.parseLong(process.getFileName().toString());
                if (sessionOf(other, 0) == pid) {
                    ProcessHandle.of(other)
                            .filter(handle -> !members.contains(handle))
                            .ifPresent(members::add);
                }
            }
        } catch (IOException e) {
            // No /proc here: parentage has to do.
            return new SessionProcesses(members);
        }
        return new SessionProcesses(members);
    }

    private static long sessionOf(long pid, long otherwise) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
        } catch (IOException | NumberFormatException e) {
            return otherwise;
        }
    }

    /** Gives them the time to end by themselves, then kills those that have not. */
    void endWithin(Duration grace) throws InterruptedException {
        var all = CompletableFuture.allOf(
                members.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        try {
            all.get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            members.forEach(ProcessHandle::destroyForcibly);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Waiting for a process never fails", e);
        }
    }
}
