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
import dev.tagma.wire.operation.SessionOperations;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma fork}. */
final class ForkCommand implements Command {

    private final PositionalParamSpec session = argument(
            0, "ID", "0..1", "The handle or id of the original; within an agent's pane its own session if absent.");
    private final Creation creation = Creation.fork();
    private final OptionSpec prompt = value("TEXT", "A first message.", "--prompt");
    private final OptionSpec quiet = flag("Print the handle alone and nothing else.", "-q", "--quiet");
    private final ComingUp comingUp = new ComingUp();

    @Override
    public List<String> help() {
        return List.of(
                "Makes a new session that goes on from a copy of another one's conversation, and prints its handle.",
                "The original stays as it is. What is not said is as in the original, but for the handle and the branch.",
                "The files are those of the base, not of the original's workspace.");
    }

    @Override
    public List<ArgSpec> words() {
        return Words.all(
                List.of(session), creation.words(), Words.all(List.of(prompt, quiet), comingUp.words(), List.of()));
    }

    @Override
    public Exit run(Context context) {
        Deadline deadline = comingUp.deadline();
        String original = Names.sessionOrOwn(session, context);
        Ask.Body body = creation.body(context).with("prompt", text(prompt));

        Answer forked = creation.made(
                context,
                () -> context.api()
                        .ask(Ask.of(SessionOperations.FORK, original).body(body).mayBeRepeated()));
        // At once: whatever becomes of the wait, the caller knows what it has.
        if (!context.json()) {
            context.talk().print(forked.fields().text("handle"));
        }
        return comingUp.await(context, forked, deadline, given(quiet));
    }
}
