package dev.tagma.adapters.agent.codex;

import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a session's app-server runs: named before it does, and found again after a restart of the daemon. */
interface Server {

    TerminalHandle handle();

    /** Looks for the one that was started last. */
    Found find();

    void start(List<String> command, Map<String, String> environment, Path directory);

    /** Whether it is known to run. */
    boolean runs();

    /** Whether it is certain that it runs no more. */
    boolean gone();

    Optional<ProcessKey> process();

    void signal(String name);

    /** Ends it and forgets it; does nothing where there is none, and throws where nobody can tell. */
    void remove();

    /** The last of what it printed. */
    String printed(int lines);

    /** Of the one that was started or found. */
    Terminal.Subscription subscribe(Watcher watcher);

    /** What became of it. */
    sealed interface Found {

        record Running() implements Found {}

        record Ended(String reason) implements Found {}

        record Unreachable(String reason) implements Found {}
    }

    /** Told what becomes of it. */
    interface Watcher {

        void ended(Liveness how);

        void lost(String reason);

        void restored();
    }

    /** What a look at it showed. */
    static Found found(Liveness liveness) {
        return switch (liveness) {
            case Liveness.Alive alive -> new Found.Running();
            case Liveness.Dead(var code) ->
                new Found.Ended(
                        code.isPresent() ? "its program ended with exit code " + code.getAsInt() : "its program ended");
            case Liveness.Gone(String reason) -> new Found.Ended(reason);
            case Liveness.Unknown(String reason) -> new Found.Unreachable(reason);
        };
    }
}
