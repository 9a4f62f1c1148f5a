package dev.tagma.adapters.runtime.tmux;

import dev.tagma.adapters.terminal.ProcessTable;
import java.util.List;
import java.util.Optional;

/**
 * The processes of a terminal: the program and everything that it started and that did not leave the terminal's session
 * on purpose. A process id may be in use again by somebody else, so they are only touched while it is certain whose
 * session it is.
 */
final class SessionProcesses {

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
}
