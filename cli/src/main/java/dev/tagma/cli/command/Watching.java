package dev.tagma.cli.command;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Ago;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Talk;
import dev.tagma.wire.operation.SessionOperations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Shows what a session does while a command stays with it: on a terminal in one line that changes, else in a line for each
 * change.
 */
final class Watching {

    /** Told by the place where it works. */
    private static final Span LIVE = Standing.word("live", "");

    private final Context context;
    private final Talk talk;
    private final Clock clock;
    private final String id;
    private final String handle;
    private final boolean silent;
    private final Set<String> told = new HashSet<>();
    private Span word;
    private String reason = "";
    private Instant since;

    /** @param silent whether nothing is shown but what goes on at this moment, on a terminal */
    Watching(Context context, Standing session, boolean silent) {
        this.context = context;
        this.talk = context.talk();
        this.clock = context.clock();
        this.id = session.id();
        this.handle = session.handle();
        this.silent = silent || context.json();
        this.word = session.word();
        this.since = context.clock().instant();
    }

    void lifecycle(Fields data) {
        if (data.text("to").equals("live") && !silent) {
            Fields now = context.api().ask(Ask.of(SessionOperations.GET, id)).fields();
            talk.say(
                    Span.of(handle, Style.NAME),
                    Span.of("  in " + Standing.of(now).place()));
        }
        become(Standing.word(data.text("to"), ""), data.text("reason"));
    }

    void activity(Fields data) {
        data.optionalText("activity").ifPresent(now -> become(Standing.activity(now), data.text("reason")));
        if (data.texts("attention").contains("stalled")) {
            once("stalled: nothing has been heard of it for long; it may hang, see tagma attach " + handle);
        }
    }

    /** The message waits for something that may not pass by itself. */
    void held(String why) {
        if (why.startsWith("draft") || why.startsWith("dialog") || why.startsWith("screen")) {
            once("the message waits: " + why + "; see tagma attach " + handle);
        }
    }

    private void once(String what) {
        if (!silent && told.add(what)) {
            talk.say(Span.of(handle, Style.NAME), Span.of("  " + what, Style.ASKING));
        }
    }

    private void become(Span next, String why) {
        boolean another = !next.equals(word);
        reason = why;
        if (another) {
            word = next;
            since = clock.instant();
            if (!silent && !talk.toPerson() && !word.equals(LIVE) && word.style() != Style.ASKING) {
                talk.say(
                        Span.of(handle, Style.NAME),
                        Span.of("  "),
                        word,
                        Span.of(why.isEmpty() ? "" : "  " + why, Style.QUIET));
            }
        }
        tick();
    }

    /** Shows how long it has been so. */
    void tick() {
        Duration lasted = Duration.between(since, clock.instant());
        String time = lasted.toSeconds() < 1 ? "" : " · " + Ago.duration(lasted);
        String why = word.text().equals("working") || reason.isEmpty() ? "" : "  " + reason;
        talk.progress(handle + " " + word.text() + time + why);
    }
}
