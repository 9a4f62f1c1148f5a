package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.arguments;
import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.texts;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.operation.MessageOperations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma send}. */
final class SendCommand implements Command {

    private final PositionalParamSpec session = argument(0, "ID", "1", "The session's handle or id.");
    private final PositionalParamSpec words =
            arguments(1, "TEXT", "0..*", "What to say, in quotes; put -- before a text that begins with a hyphen.");
    private final OptionSpec file = value("FILE", "Take the text from a file; - is stdin.", "-f", "--file");
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
        return List.of(session, words, file, steer, interrupt, key, wait, timeout);
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
                .with("text", message(context))
                .with("mode", mode)
                .with("key", text(key).orElseGet(() -> Keys.fresh(context.clock())));

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

    private String message(Context context) {
        List<String> given = texts(words);
        Optional<String> from = text(file);
        if (from.isPresent() && !given.isEmpty()) {
            throw Failure.usage("a text and --file exclude each other: give one");
        }
        if (given.size() > 1) {
            throw Failure.usage("send takes one text, not %d: put it in quotes".formatted(given.size()));
        }
        String message = from.map(name -> name.equals("-")
                        ? MessageText.read(context.input(), "stdin")
                        : MessageText.read(Values.path(context.workingDirectory(), name)))
                .or(() -> given.stream().findFirst())
                .orElseThrow(() -> Failure.usage("there is nothing to say: give a TEXT, or --file"));
        if (message.isBlank()) {
            throw Failure.usage("the text is empty: there is nothing to say");
        }
        return message;
    }

    private static Exit await(Context context, String session, String message, Deadline deadline) {
        context.talk().progress("waiting for the message to be done");
        var waited = new Patience(context.api()).await(session, "message", Optional.of(message), deadline);
        Answer now = context.api().ask(Ask.of(MessageOperations.GET, session, message));
        if (context.json()) {
            context.talk().printJson(now.json());
        }
        Standing standing = Standing.of(waited.session());
        Fields state = now.fields();
        return switch (state.text("state")) {
            case "done" -> Exit.OK;
            case "failed" ->
                throw Failure.failed("the message failed: "
                        + state.optionalText("failure").orElse("no reason is known")
                        + "; it is not repeated by itself");
            case "cancelled", "superseded", "expired" ->
                throw Failure.failed("the message was %s before it reached the agent".formatted(state.text("state")));
            default -> throw notDone(waited, standing, state);
        };
    }

    private static Failure notDone(Patience.Waited waited, Standing standing, Fields message) {
        String stands = "the message is " + message.text("state")
                + message.optionalText("held").map(why -> " and held: " + why).orElse("");
        if (!waited.reached()) {
            return Failure.of(
                    Exit.TIMED_OUT,
                    "%s; %s %s (%s)"
                            .formatted(
                                    stands, standing.handle(), standing.word().text(), standing.reason()));
        }
        return Failure.failed("%s; %s %s: %s%s"
                .formatted(
                        stands,
                        standing.handle(),
                        standing.word().text(),
                        standing.asked(),
                        standing.nextStep().map(step -> "; answer with " + step).orElse("")));
    }
}
