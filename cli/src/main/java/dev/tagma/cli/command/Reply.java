package dev.tagma.cli.command;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.operation.MessageOperations;
import dev.tagma.wire.operation.SessionOperations;
import dev.tagma.wire.operation.WorkOperations;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a message.
 *
 * @param turn the turn that it began or joined, none before that
 */
record Reply(Standing session, Fields message, Optional<Fields> turn) {

    static Reply of(Context context, String session, String message) {
        Fields said = context.api()
                .ask(Ask.of(MessageOperations.GET, session, message))
                .fields();
        Optional<Fields> turn = said.optionalWhole("turn").flatMap(number -> turn(context, session, number));
        Fields now = context.api().ask(Ask.of(SessionOperations.GET, session)).fields();
        return new Reply(Standing.of(now), said, turn);
    }

    private static Optional<Fields> turn(Context context, String session, long number) {
        Ask ask = Ask.of(WorkOperations.TURNS, session)
                .query("after", Long.toString(number - 1))
                .query("limit", "1");
        return context.api().ask(ask).fields().objects("turns").stream()
                .filter(turn -> turn.whole("number") == number)
                .findFirst();
    }

    /** Whether nothing more can come of it. */
    boolean over() {
        return switch (message.text("state")) {
            case "done", "failed", "cancelled", "superseded", "expired" -> true;
            default -> false;
        };
    }

    /** What the agent said last in that turn. */
    Optional<String> text() {
        return turn.flatMap(each -> each.optionalText("lastMessage"));
    }

    /** Gives it out: the text alone, or all of it as JSON. */
    void print(Context context) {
        if (context.json()) {
            context.printJson(new Fields(json()));
        } else {
            text().ifPresent(context.talk()::printText);
        }
    }

    private JsonObject json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("answer", text().<Json>map(Json::of).orElse(Json.NULL));
        members.put("session", session.all().object());
        members.put("message", message.object());
        members.put("turn", turn.<Json>map(Fields::object).orElse(Json.NULL));
        return new JsonObject(members);
    }

    /** @param late whether it is looked at because the time is up */
    void requireCompleted(boolean late) {
        new Delivery(message, session).requireDone(late);
        String number = turn.map(each -> "turn " + each.whole("number")).orElse("the turn");
        String handle = session.handle();
        switch (turn.map(each -> each.text("state")).orElse("unknown")) {
            case "completed" -> {
                // As it was hoped for.
            }
            case "interrupted" -> throw Failure.failed("%s of %s was interrupted".formatted(number, handle));
            case "failed" -> throw Failure.failed("%s of %s failed: %s".formatted(number, handle, session.reason()));
            case "limited" ->
                throw Failure.failed("%s of %s ended at a usage limit: %s".formatted(number, handle, session.reason()));
            case "running" ->
                throw Failure.of(late ? Exit.TIMED_OUT : Exit.FAILED, "%s of %s still runs".formatted(number, handle));
            default ->
                throw Failure.failed(
                        "how %s of %s ended is not known; see tagma show %s".formatted(number, handle, handle));
        }
    }
}
