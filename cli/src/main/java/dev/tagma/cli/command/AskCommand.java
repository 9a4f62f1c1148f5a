package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.talk.Exit;
import dev.tagma.wire.operation.MessageOperations;
import dev.tagma.wire.operation.SessionOperations;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma ask}. */
final class AskCommand implements Command {

    private final PositionalParamSpec session = argument(0, "ID", "1", "The session's handle or id.");
    private final Wording wording = new Wording(1, "ask");
    private final OptionSpec interrupt = flag("Stop the running turn, then say it.", "--interrupt");
    private final OptionSpec key = value("KEY", "The same key is the same message: safe to ask again.", "--key");
    private final OptionSpec timeout = value("SECONDS", "How long to wait at most; for ever if absent.", "--timeout");

    @Override
    public List<String> help() {
        return List.of(
                "Says a text to a session, waits until its turn is over and prints what the agent said last in it.",
                "On a terminal what it asks meanwhile is answered here; elsewhere the command ends with 1 and says how to"
                        + " answer, and the message stays.",
                "",
                "  tagma ask calm-otter 'Which test is the slowest?'");
    }

    @Override
    public List<ArgSpec> words() {
        return Words.all(List.of(session), wording.words(), List.of(interrupt, key, timeout));
    }

    @Override
    public Exit run(Context context) {
        Deadline deadline = Values.seconds(timeout).map(Deadline::after).orElse(Deadline.never());
        String name = Values.name(text(session).orElseThrow(), "session");
        var body = new Ask.Body()
                .with("text", wording.text(context))
                .with("mode", given(interrupt) ? "interrupt" : "queue")
                .with("key", text(key).orElseGet(() -> Keys.fresh(context.clock())));
        // By id from here on: it may be renamed meanwhile.
        String id =
                context.api().ask(Ask.of(SessionOperations.GET, name)).fields().text("id");
        Names.requireAnother(context, id);
        String since = Happenings.now(context, id);

        String message = context.api()
                .ask(Ask.of(MessageOperations.SEND, id).body(body).mayBeRepeated())
                .fields()
                .text("id");
        Reply sent = Reply.of(context, id, message);
        // The message of a key that was used before may be over already.
        if (!sent.over()) {
            new Company(context, sent.session(), message, new Watching(context, sent.session(), true), true)
                    .stay(since, deadline);
        }

        Reply reply = sent.over() ? sent : Reply.of(context, id, message);
        reply.print(context);
        reply.requireCompleted(deadline.passed());
        return Exit.OK;
    }
}
