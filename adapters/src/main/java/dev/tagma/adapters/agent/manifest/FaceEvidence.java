package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.face.Pane;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.runtime.TerminalException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a message has entered the conversation of an agent that keeps no record of it: its text left the composer, and
 * either work began after the submit key, or the text stands in the conversation once more than before. What shows neither
 * is no evidence.
 */
final class FaceEvidence {

    /** A shorter text may stand on a screen for any reason. */
    private static final int TELLING = 12;

    private static final int LINES = 200;

    private static final int COMPARED = 60;

    /** How much of the conversation is kept with a message. */
    private static final int MOST = 4000;

    private final Pane pane;
    private final Turns turns;
    private final Clock clock;
    private volatile Optional<Instant> submitted = Optional.empty();

    FaceEvidence(Pane pane, Turns turns, Clock clock) {
        this.pane = pane;
        this.turns = turns;
        this.clock = clock;
    }

    /** The submit key is about to be pressed. */
    void submitting() {
        submitted = Optional.of(clock.instant());
    }

    /** When it is, and how much has been said by then. */
    String mark() {
        submitted = Optional.empty();
        return clock.instant().toEpochMilli() + "|" + conversation();
    }

    /** @param look what the composer shows now */
    Evidence since(String mark, String text, Look look) {
        if (look instanceof Look.Ours || look instanceof Look.Draft) {
            return new Evidence.Absent();
        }
        Optional<String> begun = submitted.flatMap(turns::begunAfter);
        if (begun.isPresent()) {
            return new Evidence.Entered(begun.get(), false);
        }
        int bar = mark.indexOf('|');
        String wanted = bare(text);
        String compared = wanted.substring(0, Math.min(COMPARED, wanted.length()));
        boolean told = look instanceof Look.Empty
                && compared.length() >= TELLING
                && count(conversation(), compared) > count(mark.substring(bar + 1), compared);
        return told ? new Evidence.Entered("echo-" + mark.substring(0, bar), false) : new Evidence.Absent();
    }

    /** Its end, without what the screen adds to it. */
    private String conversation() {
        try {
            String bare = bare(pane.live().capture(LINES, false));
            return bare.substring(Math.max(0, bare.length() - MOST));
        } catch (TerminalException unreadable) {
            return "";
        }
    }

    private static int count(String where, String what) {
        int found = 0;
        for (int at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + what.length())) {
            found++;
        }
        return found;
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s│|>❯]+", "");
    }
}
