package dev.tagma.adapters.agent.acp;

import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.DetachedProcess.Output;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.ProcessListener;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.ProcessRuntime.Recovery;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.Terminal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The processes of the commands that an agent has run: each lives by itself and is found again by its name. */
final class ShellProcesses implements AutoCloseable {

    /** What it says to its errors belongs between what it says otherwise, and there is nobody to ask. */
    private static final List<String> IN_A_TERMINAL = List.of("/bin/sh", "-c", "exec \"$@\" 2>&1 </dev/null", "sh");

    private final ProcessRuntime processes;
    private final String prefix;
    private final Consumer<String> ended;
    private final Map<String, Terminal.Subscription> watched = new ConcurrentHashMap<>();

    /** How it ended; without a code it was killed. */
    record Exit(OptionalInt code) {}

    /** @param truncated whether there was more in front of it */
    record Said(String text, boolean truncated) {}

    /**
     * @param prefix begins the names of all of them
     * @param ended is told which of them has ended, on any thread
     */
    ShellProcesses(ProcessRuntime processes, String prefix, Consumer<String> ended) {
        this.processes = processes;
        this.prefix = prefix;
        this.ended = ended;
    }

    /** Starts it; does nothing where one of this id was started before. */
    void start(String id, List<String> command, Map<String, String> environment, Path directory) {
        List<String> whole = new ArrayList<>(IN_A_TERMINAL);
        whole.addAll(command);
        DetachedProcess _ = processes.start(processes.plan(name(id)), new ProcessSpec(whole, environment, directory));
    }

    private String name(String id) {
        return prefix + "-" + id;
    }

    private Optional<DetachedProcess> find(String id) {
        return processes.recover(processes.plan(name(id))) instanceof Recovery.Found(DetachedProcess process)
                ? Optional.of(process)
                : Optional.empty();
    }

    /** Has it told when it ends, by a thread of its own, and has it keep no more than the last bytes. */
    void watch(State.Shell shell) {
        Thread _ = Thread.ofVirtual()
                .name(name(shell.id()))
                .start(() -> find(shell.id())
                        .ifPresentOrElse(
                                process -> watched.computeIfAbsent(
                                        shell.id(), id -> process.subscribe(new Listener(shell, process))),
                                () -> ended.accept(shell.id())));
    }

    /** How it ended; empty while it runs. */
    Optional<Exit> exit(String id) {
        return find(id).map(process -> switch (process.liveness()) {
                    case Liveness.Alive alive -> Optional.<Exit>empty();
                    case Liveness.Unknown unknown -> Optional.<Exit>empty();
                    case Liveness.Dead(OptionalInt code) -> Optional.of(new Exit(code));
                    case Liveness.Gone gone -> Optional.of(new Exit(OptionalInt.empty()));
                })
                .orElseGet(() -> Optional.of(new Exit(OptionalInt.empty())));
    }

    /** The last of what it wrote, beginning and ending with a whole character. */
    Said output(String id, int atMost) {
        return find(id).map(process -> output(process, atMost)).orElseGet(() -> new Said("", false));
    }

    private static Said output(DetachedProcess process, int atMost) {
        long size = process.size(Output.STANDARD);
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, atMost));
        int count = 0;
        long from = size - bytes.capacity();
        while (bytes.hasRemaining()) {
            int more = process.read(Output.STANDARD, from + count, bytes);
            if (more <= 0) {
                break;
            }
            count += more;
        }
        return new Said(WholeCharacters.of(bytes.array(), count, from > 0), from > 0);
    }

    void kill(String id) {
        find(id).ifPresent(process -> process.signal("KILL"));
    }

    /** Ends it and forgets it. */
    void destroy(String id) {
        Terminal.Subscription watch = watched.remove(id);
        if (watch != null) {
            watch.close();
        }
        find(id).ifPresent(DetachedProcess::destroy);
    }

    /** Watches none of them any more; they live on. */
    @Override
    public void close() {
        watched.values().forEach(Terminal.Subscription::close);
        watched.clear();
    }

    private final class Listener implements ProcessListener {

        private final State.Shell shell;
        private final DetachedProcess process;

        Listener(State.Shell shell, DetachedProcess process) {
            this.shell = shell;
            this.process = process;
        }

        @Override
        public void wrote() {
            process.consumed(Output.STANDARD, process.size(Output.STANDARD) - shell.limit());
        }

        @Override
        public void ended(Liveness how) {
            ended.accept(shell.id());
        }

        @Override
        public void lost(String reason) {
            // Whoever waits for its end waits until it can be seen again.
        }

        @Override
        public void restored() {
            // It is looked at then.
        }
    }
}
