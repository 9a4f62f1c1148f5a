package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ClaudeScreen;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Presses the submit key while the agent works. A dialog that opens just before it would be confirmed by it. */
final class Interlock {

    /** A dialog comes up to so long after its PreToolUse hook returned; none can come later while hooks are held. */
    static final Duration DIALOG_FOLLOWS = Duration.ofMillis(250);

    private final HookSpool spool;
    private final Asks asks;
    private final Runnable hear;
    private final ClaudeScreen screens;
    private final Pulse seen;
    private final Duration dialogFollows;

    /**
     * An interlock by these hooks.
     *
     * @param hear takes in what the hooks told up to that moment
     * @param dialogFollows how long to listen for a request
     */
    Interlock(HookSpool spool, Asks asks, Runnable hear, ClaudeScreen screens, Pulse seen, Duration dialogFollows) {
        this.spool = spool;
        this.asks = asks;
        this.hear = hear;
        this.screens = screens;
        this.seen = seen;
        this.dialogFollows = dialogFollows;
    }

    /** Holds the hooks, waits until no dialog can come any more, and presses the key if none has. */
    void submit(Terminal terminal) {
        try {
            spool.hold();
            if (nothingAsked() && Looking.showsComposer(screens.read(terminal.screen()))) {
                terminal.press(List.of(Key.Named.ENTER));
            }
        } catch (IOException failed) {
            throw new TerminalException("The session's directory cannot be written: " + failed, false, failed);
        } finally {
            spool.letGo();
        }
    }

    /** An agent at work changes its screen all the time: only a request ends the wait early. */
    private boolean nothingAsked() {
        long deadline = System.nanoTime() + dialogFollows.toNanos();
        while (true) {
            long before = seen.count();
            hear.run();
            if (!asks.openKeys().isEmpty()) {
                return false;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            seen.await(before, Duration.ofNanos(left));
        }
    }
}
