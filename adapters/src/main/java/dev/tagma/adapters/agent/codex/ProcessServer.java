package dev.tagma.adapters.agent.codex;

import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.session.Session;
import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.DetachedProcess.Output;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.ProcessListener;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.ProcessRuntime.Recovery;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An app-server without any terminal. */
final class ProcessServer implements Server {

    /** So much of what it prints is kept: it says there only what went wrong. */
    private static final int KEPT = 64 << 10;

    private final ProcessRuntime processes;
    private final TerminalHandle handle;
    private volatile TerminalHandle there;
    private volatile @Nullable DetachedProcess process;

    ProcessServer(ProcessRuntime processes, Session session) {
        String id = session.id().toString();
        TerminalHandle planned = processes.plan(session.handle() + "-" + id.substring(id.length() - 6));
        this.processes = processes;
        this.there = session.handleOfProcess().map(TerminalHandle::parse).orElse(planned);
        this.handle = there.bootId().equals(planned.bootId()) ? there : planned;
    }

    @Override
    public TerminalHandle handle() {
        return handle;
    }

    @Override
    public Found find() {
        return switch (processes.recover(there)) {
            case Recovery.Found(DetachedProcess found) -> {
                process = found;
                yield Server.found(found.liveness());
            }
            case Recovery.Missing(String reason) -> new Found.Ended(reason);
            case Recovery.Rebooted rebooted -> new Found.Ended("the machine was restarted");
            case Recovery.Unreachable(String reason) -> new Found.Unreachable(reason);
        };
    }

    @Override
    public void start(List<String> command, Map<String, String> environment, Path directory) {
        process = processes.start(handle, new ProcessSpec(command, environment, directory));
        there = handle;
    }

    private Optional<DetachedProcess> known() {
        return Optional.ofNullable(process);
    }

    @Override
    public boolean runs() {
        return (known().isPresent() || find() instanceof Found.Running)
                && known().filter(one -> one.liveness() instanceof Liveness.Alive)
                        .isPresent();
    }

    @Override
    public boolean gone() {
        return find() instanceof Found.Ended;
    }

    @Override
    public Optional<ProcessKey> process() {
        return known().flatMap(DetachedProcess::process);
    }

    @Override
    public void signal(String name) {
        known().ifPresent(one -> one.signal(name));
    }

    @Override
    public void remove() {
        switch (processes.recover(there)) {
            // Also one of which nobody can tell whether it runs: its launcher may live without it.
            case Recovery.Found(DetachedProcess found) -> found.destroy();
            case Recovery.Unreachable(String reason) ->
                throw new TerminalException("The process of " + handle.name() + " is left: " + reason, false);
            case Recovery.Missing missing -> {}
            case Recovery.Rebooted rebooted -> {}
        }
        process = null;
    }

    @Override
    public String printed(int lines) {
        return known().map(one -> {
                    long size = one.size(Output.ERRORS);
                    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, KEPT));
                    int count = one.read(Output.ERRORS, size - bytes.capacity(), bytes);
                    List<String> all = new String(bytes.array(), 0, count, StandardCharsets.UTF_8)
                            .lines()
                            .toList();
                    return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
                })
                .orElse("");
    }

    @Override
    public Terminal.Subscription subscribe(Watcher watcher) {
        DetachedProcess watched = known().orElseThrow();
        return watched.subscribe(new ProcessListener() {
            @Override
            public void wrote() {
                for (Output output : Output.values()) {
                    watched.consumed(output, Math.max(0, watched.size(output) - KEPT));
                }
            }

            @Override
            public void ended(Liveness how) {
                watcher.ended(how);
            }

            @Override
            public void lost(String reason) {
                watcher.lost(reason);
            }

            @Override
            public void restored() {
                watcher.restored();
            }
        });
    }
}
