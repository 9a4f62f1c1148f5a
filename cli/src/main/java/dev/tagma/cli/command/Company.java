package dev.tagma.cli.command;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.command.Happenings.Happening;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.operation.SessionOperations;

/** Stays with a session until a message is over: shows what the session does, and has answered what it asks. */
final class Company {

    private final Context context;
    private final Standing session;
    private final String message;
    private final Watching watching;
    private final boolean endsWhenAsked;

    /**
     * @param session as it was when the message was accepted
     * @param endsWhenAsked whether it ends when the session asks something that cannot be answered here
     */
    Company(Context context, Standing session, String message, Watching watching, boolean endsWhenAsked) {
        this.context = context;
        this.session = session;
        this.message = message;
        this.watching = watching;
        this.endsWhenAsked = endsWhenAsked;
    }

    /**
     * Returns when the message is over, the agent does not run, the session asks what nobody here can answer, or the time
     * is up.
     *
     * @param since an event in front of the message
     */
    void stay(String since, Deadline deadline) {
        try (Happenings happenings = new Happenings(context, session.id(), since, deadline);
                Farewell _ = Farewell.prepare(context.talk(), session.handle())) {
            Interview interview = new Interview(context, session, happenings::wantLine);
            boolean over = session.notRunning() || asked(interview);
            while (!over && !deadline.passed()) {
                over = take(happenings.next(), interview);
            }
        } finally {
            context.talk().withdrawPrompt();
        }
    }

    /** Looks what is asked; whether that ends the company. */
    private boolean asked(Interview interview) {
        return interview.look() && endsWhenAsked && !interview.answers();
    }

    private boolean take(Happening happening, Interview interview) {
        return switch (happening) {
            case Happening.Event(String type, Fields data) -> event(type, data, interview);
            case Happening.Line(TypedLines.Typed line) -> {
                interview.typed(line);
                yield false;
            }
            case Happening.Broken(RuntimeException why) -> throw why;
            case Happening.Nothing _ -> {
                watching.tick();
                yield false;
            }
        };
    }

    private boolean event(String type, Fields data, Interview interview) {
        return switch (type) {
            case "message.state" -> data.text("message").equals(message) && messageOver(data);
            case "session.lifecycle" -> {
                watching.lifecycle(data);
                yield ended(data.text("to"));
            }
            case "session.activity" -> {
                watching.activity(data);
                yield waits(data) && needsTerminal(interview, data);
            }
            case "request.opened", "request.changed" -> asked(interview);
            case "request.closed" -> {
                interview.over(data);
                yield false;
            }
            case "session.removed" ->
                throw Failure.failed("%s was removed by %s".formatted(session.handle(), data.text("by")));
            default -> false;
        };
    }

    private boolean messageOver(Fields data) {
        data.optionalText("held").ifPresent(watching::held);
        return switch (data.text("state")) {
            case "done", "failed", "cancelled", "superseded", "expired" -> true;
            default -> false;
        };
    }

    private static boolean ended(String lifecycle) {
        return switch (lifecycle) {
            case "stopped", "failed", "lost" -> true;
            default -> false;
        };
    }

    private static boolean waits(Fields activity) {
        return activity.optionalText("activity").orElse("").startsWith("waiting_");
    }

    /** What it waits for may be nothing that can be answered from here: then the person must go to it. */
    private boolean needsTerminal(Interview interview, Fields activity) {
        boolean dialog = activity.text("activity").equals("waiting_trust_or_login");
        boolean asked = interview.look();
        if (!asked && !dialog) {
            if (!waitsOnceTold()) {
                return false;
            }
            asked = interview.look();
        }
        if (asked) {
            return endsWhenAsked && !interview.answers();
        }
        if (!context.json() && dialog) {
            context.talk()
                    .say(
                            Span.of(session.handle(), Style.NAME),
                            Span.of("  " + activity.text("reason"), Style.ASKING),
                            Span.of("  see tagma attach " + session.handle(), Style.QUIET));
        }
        return endsWhenAsked;
    }

    /** The agent says that it waits before it says for what: the daemon answers when that is on record, or never will be. */
    private boolean waitsOnceTold() {
        Fields waited = context.api()
                .ask(Ask.of(SessionOperations.WAIT, session.id()).query("timeout", "5"))
                .fields();
        return Standing.of(waited.object("session")).waitsForSomebody();
    }
}
