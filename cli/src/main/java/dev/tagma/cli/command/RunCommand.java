package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.operation.MessageOperations;
import dev.tagma.wire.operation.SessionOperations;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tagma run}. */
final class RunCommand implements Command {

    private final Wording wording = new Wording(0, "run");
    private final Creation creation = Creation.fresh();
    private final OptionSpec quiet = flag("Show nothing but what the agent said last.", "-q", "--quiet");
    private final OptionSpec timeout =
            value("SECONDS", "How long to stay at most; for ever if absent. The session goes on.", "--timeout");

    @Override
    public List<String> help() {
        return List.of(
                "Creates a session, says the text to it, stays until its turn is over and prints what it said last.",
                "Shows meanwhile what it does and what it asks. On a terminal its requests are answered here; elsewhere with"
                        + " tagma approve, deny and answer, while this waits. The session stays.",
                "Ends with 1 if the turn did not complete, with 124 if the time ran out.",
                "",
                "  tagma run 'Run the tests and fix what fails.'",
                "  tagma run -p ~/src/app --branch fix-login -f task.md");
    }

    @Override
    public List<ArgSpec> words() {
        return Words.all(wording.words(), creation.words(), List.of(quiet, timeout));
    }

    @Override
    public Exit run(Context context) {
        Deadline deadline = Values.seconds(timeout).map(Deadline::after).orElse(Deadline.never());
        Ask.Body body = creation.body(context).with("prompt", wording.text(context));

        Standing session = Standing.of(creation.made(
                        context,
                        () -> context.api()
                                .ask(Ask.of(SessionOperations.CREATE).body(body).mayBeRepeated()))
                .fields());
        tell(context, session);
        String message = firstMessage(context, session);
        new Company(context, session, message, new Watching(context, session, given(quiet)), false)
                .stay(Happenings.START, deadline);

        Reply reply = Reply.of(context, session.id(), message);
        reply.print(context);
        if (reply.session().lifecycle().equals("failed")) {
            throw ComingUp.failed(reply.session());
        }
        reply.requireCompleted(deadline.passed());
        return Exit.OK;
    }

    private void tell(Context context, Standing session) {
        if (given(quiet) || context.json()) {
            return;
        }
        context.talk()
                .say(
                        Span.of(session.handle(), Style.NAME),
                        Span.of("  %s in mode %s"
                                .formatted(
                                        session.all().text("agent"),
                                        session.all().text("mode"))));
    }

    private static String firstMessage(Context context, Standing session) {
        Ask ask = Ask.of(MessageOperations.LIST, session.id()).query("limit", "1");
        return context.api().ask(ask).fields().objects("messages").stream()
                .findFirst()
                .map(message -> message.text("id"))
                .orElseThrow(() -> Failure.of(Exit.TRANSPORT, "the daemon took no message: restart the daemon"));
    }
}
