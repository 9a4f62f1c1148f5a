package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ClaudeScreen;
import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.adapters.face.ComposerMatch;
import dev.tagma.adapters.face.Pane;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.TerminalException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;

/**
 * Notices that a turn was stopped before its first word. The program records nothing of it and calls no hook: it becomes
 * idle, and the prompt stands in the composer again. There it is left to the person who stopped the turn; where Tagma did,
 * nobody waits for it, and it would hold every message to come.
 */
final class TakenBack {

    /** A text of more lines stands there as one placeholder. */
    private static final int MOST_KEYS = 100;

    private final Pane pane;
    private final ClaudeScreen screens;
    private final Following following;
    private final Clock clock;
    private volatile Optional<Instant> stopped = Optional.empty();

    TakenBack(Pane pane, ClaudeScreen screens, Following following, Clock clock) {
        this.clock = clock;
        this.pane = pane;
        this.screens = screens;
        this.following = following;
    }

    /** Tagma is about to stop the turn, whose prompt may not be on record yet. */
    void stopping() {
        stopped = Optional.of(clock.instant());
    }

    /** Looks whether the newest prompt was taken back; {@code quietSince} is when the agent became idle. */
    void look(Instant quietSince) {
        Optional<TranscriptEntry.Prompt> prompt = following.unanswered().filter(one -> !quietSince.isBefore(one.at()));
        if (prompt.isPresent() && inComposer(prompt.get())) {
            following.takenBack(prompt.get(), quietSince);
            if (stopped.filter(at -> !prompt.get().at().isAfter(at)).isPresent()) {
                stopped = Optional.empty();
                clear(prompt.get());
            }
        }
    }

    /** The key deletes a line up to its beginning, and at the beginning the line break; with nothing left it does nothing. */
    private void clear(TranscriptEntry.Prompt prompt) {
        long breaks = prompt.text().chars().filter(c -> c == '\n').count();
        pane.live().press(Collections.nCopies((int) Math.min(2 * breaks + 1, MOST_KEYS), new Key.Control('u')));
    }

    private boolean inComposer(TranscriptEntry.Prompt prompt) {
        Prepared.Text text = new Prepared.Text(ClaudeText.unwrapped(prompt.text()), Optional.empty());
        try {
            return Looking.look(
                            text,
                            screens.read(pane.live().screen()),
                            true,
                            pasted -> ComposerMatch.holds(pasted.lines(), text.text()))
                    instanceof Look.Ours;
        } catch (TerminalException unreadable) {
            return false;
        }
    }
}
