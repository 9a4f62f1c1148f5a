package dev.tagma.cli.command;

import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;

/** How far a message has come when it is no longer waited for. */
record Delivery(Fields message, Standing session) {

    /** @param late whether it is no longer waited for because the time is up */
    void requireDone(boolean late) {
        String state = message.text("state");
        switch (state) {
            case "done" -> {
                // As it was hoped for.
            }
            case "failed" ->
                throw Failure.failed("the message failed: "
                        + message.optionalText("failure").orElse("no reason is known")
                        + "; it is not repeated by itself");
            case "cancelled", "superseded", "expired" ->
                throw Failure.failed("the message was %s before it reached the agent".formatted(state));
            default -> throw notDone(late);
        }
    }

    /** Why it waits is said of the first in the inbox alone. */
    private String behindOthers() {
        return message.text("state").equals("accepted") && session.all().whole("queued") > 1
                ? " and waits behind another one (tagma show %s says why)".formatted(session.handle())
                : "";
    }

    private Failure notDone(boolean late) {
        String stands = "the message is " + message.text("state")
                + message.optionalText("held").map(why -> " and held: " + why).orElseGet(this::behindOthers);
        String handle = session.handle();
        String word = session.word().text();
        if (late) {
            return Failure.of(Exit.TIMED_OUT, "%s; %s %s (%s)".formatted(stands, handle, word, session.reason()));
        }
        String step = session.nextStep().map(one -> "; answer with " + one).orElse("");
        return Failure.failed("%s; %s %s: %s%s".formatted(stands, handle, word, session.asked(), step));
    }
}
