package dev.tagma.cli.command;

import dev.tagma.cli.api.Api;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.http.Deadline;
import dev.tagma.wire.operation.SessionOperations;
import java.time.Duration;
import java.util.Optional;

/** Waits for a session by asking until what is waited for holds; each question is held open by the daemon. */
final class Patience {

    /** How long the daemon holds one question open at most; a longer wait is several of them. */
    private static final Duration EACH = Duration.ofSeconds(30);

    private final Api api;

    Patience(Api api) {
        this.api = api;
    }

    /**
     * @param what {@code settled}, {@code live}, {@code message} or {@code goal}
     * @param message the message that is waited for
     */
    Waited await(String session, String what, Optional<String> message, Deadline deadline) {
        while (true) {
            Duration left = deadline.left();
            Duration each = left.compareTo(EACH) < 0 ? left : EACH;
            Ask ask = Ask.of(SessionOperations.WAIT, session)
                    .query("for", what)
                    .query("timeout", seconds(each))
                    .within(each.plus(EACH));
            Fields answer = api.ask(message.map(id -> ask.query("message", id)).orElse(ask), deadline)
                    .fields();
            boolean reached = answer.flag("reached");
            if (reached || deadline.passed()) {
                return new Waited(reached, answer.object("session"));
            }
        }
    }

    /** Rounded up, so that no question is asked with nothing left but the last. */
    private static String seconds(Duration time) {
        return Long.toString((time.toNanos() + 999_999_999) / 1_000_000_000);
    }

    /** @param reached false when the time ran out */
    record Waited(boolean reached, Fields session) {}
}
