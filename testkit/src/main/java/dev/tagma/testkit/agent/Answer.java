package dev.tagma.testkit.agent;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a dialog was answered, on the screen or by a hook. */
sealed interface Answer {

    /** Go on: with other input if any was given. */
    record Allowed(Source source, @Nullable Map<String, @Nullable Object> input) implements Answer {
        static Allowed byPerson() {
            return new Allowed(Source.PERSON, null);
        }
    }

    /** No, and the agent is told why. */
    record Denied(Source source, String reason) implements Answer {}

    /** No, and the turn is over. */
    record Rejected() implements Answer {}

    /** First take over changes of what is allowed, and then that. */
    record Updating(List<Tree> updates, Answer then) implements Answer {
        static Updating mode(String mode, Answer then) {
            return new Updating(List.of(new Tree(Json.object("type", "setMode", "mode", mode))), then);
        }
    }

    enum Source {
        PERSON,
        HOOK
    }
}
