package dev.tagma.adapters.runtime.tmux;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The processes of a terminal: the program and everything that it started and that did not leave the terminal's session
 * on purpose. A process id may be in use again by somebody else, so they are only touched while it is certain whose
 * session it is.
 */
final class SessionProcesses {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final long pid;
    private final Optional<ProcessHandle> leader;

    /** To be made while the server still has the terminal. */
    SessionProcesses(ServerProcess server, long pid) {
        this.pid = pid;
        this.leader = ProcessHandle.of(pid)
                .filter(process -> process.parent()
                        .filter(parent -> parent.pid() == server.pid())
                        .isPresent());
    }

    /**
     * Those that are there now. While a session has members, no new process gets its leader's id; so with the leader
     * gone they are ours, and with another process in its place none is.
     */
    List<ProcessHandle> present() {
        Optional<ProcessHandle> now = ProcessHandle.of(pid);
        return now.isEmpty() || now.equals(leader) ? ProcessTable.session(pid) : List.of();
    }

    /** Gives these the time to end by themselves, then kills those that have not. */
    static void end(List<ProcessHandle> processes, Duration grace) throws InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        Duration pause = FIRST_PAUSE;
        // The system tells only a parent of a process's end, and that is tmux; so this has to look again and again.
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
}
