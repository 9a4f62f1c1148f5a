package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.operation.MessageOperations;
import dev.tagma.wire.operation.SessionOperations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma send}. */
final class SendCommand implements Command {

    private final PositionalParamSpec session = argument(0, "ID", "1", "The session's handle or id.");
    private final Wording wording = new Wording(1, "send");
    private final OptionSpec steer = flag("Say it now, into the running turn.", "--steer");
    private final OptionSpec interrupt = flag("Stop the running turn, then say it.", "--interrupt");
    private final OptionSpec key = value("KEY", "The same key is the same message: safe to send again.", "--key");
    private final OptionSpec wait = flag("Wait until the message is done.", "--wait");
    private final OptionSpec timeout = value("SECONDS", "How long to wait at most; for ever if absent.", "--timeout");

    @Override
    public List<String> help() {
        return List.of(
                "Sends a message to a session and prints the message's id.",
                "It is text to the model, waits for its turn and is never lost nor said twice.");
    }

    @Override
    public List<ArgSpec> words() {
        return Words.all(List.of(session), wording.words(), List.of(steer, interrupt, key, wait, timeout));
    }

    @Override
    public Exit run(Context context) {
        Values.notBoth(steer, interrupt);
        String name = Values.name(text(session).orElseThrow(), "session");
        Optional<Duration> limit = Values.seconds(timeout);
        if (limit.isPresent() && !given(wait)) {
            throw Failure.usage("--timeout is how long to --wait: give both");
        }
        String mode = given(steer) ? "steer" : given(interrupt) ? "interrupt" : "queue";
        var body = new Ask.Body()
                .with("text", wording.text(context))
                .with("mode", mode)
                .with("key", text(key).orElseGet(() -> Keys.fresh(context.clock())));

        if (given(wait) && context.ownSession().isPresent()) {
            Answer wanted = context.api().ask(Ask.of(SessionOperations.GET, name));
            Names.requireAnother(context, wanted.fields().text("id"));
        }
        Deadline deadline = limit.map(Deadline::after).orElse(Deadline.never());
        Answer sent = context.api()
                .ask(Ask.of(MessageOperations.SEND, name).body(body).mayBeRepeated());
        String id = sent.fields().text("id");
        if (!context.json()) {
            context.talk().print(id);
        }
        if (!given(wait)) {
            if (context.json()) {
                context.talk().printJson(sent.json());
            }
            return Exit.OK;
        }
        return await(context, sent.fields().text("session"), id, deadline);
    }

    private static Exit await(Context context, String session, String message, Deadline deadline) {
        context.talk().progress("waiting for the message to be done");
        var waited = new Patience(context.api()).await(session, "message", Optional.of(message), deadline);
        Answer now = context.api().ask(Ask.of(MessageOperations.GET, session, message));
        if (context.json()) {
            context.talk().printJson(now.json());
        }
        new Delivery(now.fields(), Standing.of(waited.session())).requireDone(!waited.reached());
        return Exit.OK;
    }
}
