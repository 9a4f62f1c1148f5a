package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ClaudeScreen;
import dev.tagma.adapters.conversation.Transcript;
import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.runtime.Key;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The steps of a delivery, each done once when the engine says so. */
final class Delivering {

    /** How often to look again while a paste is drawn; it takes 20 ms for a line and 150 ms for a megabyte. */
    private static final Duration DRAWN_FIRST = Duration.ofMillis(15);

    private static final Duration DRAWN_LATER = Duration.ofMillis(200);

    private final Pane pane;
    private final ClaudeScreen screens;
    private final Senses senses;
    private final Interlock interlock;
    private final Following following;
    private final Transcript transcript;
    private final OwnPaste ownPaste;
    private final Path noConversation;
    private final AtomicBoolean delivering;
    private final Pulse seen;

    /**
     * Steps for the agent in this pane.
     *
     * @param noConversation a file that never exists, for marks set before the agent named its conversation
     * @param delivering set while what the composer shows may be ours
     */
    Delivering(
            Pane pane,
            ClaudeScreen screens,
            Senses senses,
            Interlock interlock,
            Following following,
            Transcript transcript,
            OwnPaste ownPaste,
            Path noConversation,
            AtomicBoolean delivering,
            Pulse seen) {
        this.pane = pane;
        this.screens = screens;
        this.senses = senses;
        this.interlock = interlock;
        this.following = following;
        this.transcript = transcript;
        this.ownPaste = ownPaste;
        this.noConversation = noConversation;
        this.delivering = delivering;
        this.seen = seen;
    }

    String mark() {
        ownPaste.forget();
        return Transcript.mark(following.file().orElse(noConversation));
    }

    Look look(Prepared.Text message) {
        if (senses.asks()) {
            return new Look.Dialog("a request is open");
        }
        return Looking.look(
                message,
                screens.read(pane.live().screen()),
                senses.quiet(),
                pasted -> ownPaste.is(pasted, message.text()));
    }

    void place(Prepared.Text message) {
        delivering.set(true);
        ownPaste.placing();
        pane.live().paste(message.text());
    }

    Look awaitPlaced(Prepared.Text message, Duration atMost) {
        delivering.set(true);
        long deadline = System.nanoTime() + atMost.toNanos();
        Duration pause = DRAWN_FIRST;
        while (true) {
            long before = seen.count();
            Look look = look(message);
            boolean settled = look instanceof Look.Ours || look instanceof Look.Dialog;
            if (settled
                    || System.nanoTime() >= deadline
                    || Thread.currentThread().isInterrupted()) {
                return look;
            }
            seen.await(before, pause);
            pause = pause.multipliedBy(2).compareTo(DRAWN_LATER) < 0 ? pause.multipliedBy(2) : DRAWN_LATER;
        }
    }

    void submit() {
        if (senses.quiet()) {
            pane.live().press(List.of(Key.Named.ENTER));
        } else {
            interlock.submit(pane.live());
        }
    }

    Evidence evidence(String mark, Prepared.Text message) {
        Evidence evidence = transcript.since(mark, message.text(), following.file());
        if (evidence instanceof Evidence.Entered) {
            delivering.set(false);
        }
        return evidence;
    }

    Evidence awaitEvidence(String mark, Prepared.Text message, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long before = seen.count();
            Evidence evidence = evidence(mark, message);
            long left = deadline - System.nanoTime();
            boolean settled = !(evidence instanceof Evidence.Absent);
            if (settled || left <= 0 || Thread.currentThread().isInterrupted()) {
                return evidence;
            }
            seen.await(before, Duration.ofNanos(left));
        }
    }
}
