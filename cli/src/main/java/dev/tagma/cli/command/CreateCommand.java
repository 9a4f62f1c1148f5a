package dev.tagma.cli.command;

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

/** {@code tagma create}. */
final class CreateCommand implements Command {

    private final Creation creation = Creation.fresh();
    private final OptionSpec resume = value(
            "CONVERSATION",
            "Go on with a conversation of the agent's that Tagma did not start, by the agent's own id of it.",
            "--resume");
    private final OptionSpec prompt = value("TEXT", "A first message.", "--prompt");
    private final OptionSpec quiet = flag("Print the handle alone and nothing else.", "-q", "--quiet");
    private final ComingUp comingUp = new ComingUp();

    @Override
    public List<String> help() {
        return List.of(
                "Creates a session and prints its handle.",
                "Waits until its agent is up and fails, with the reason, if it does not come up.");
    }

    @Override
    public List<ArgSpec> words() {
        return Words.all(creation.words(), List.of(resume, prompt, quiet), comingUp.words());
    }

    @Override
    public Exit run(Context context) {
        Deadline deadline = comingUp.deadline();
        Ask.Body body = creation.body(context).with("prompt", text(prompt)).with("resume", text(resume));

        Answer created = creation.made(
                context,
                () -> context.api()
                        .ask(Ask.of(SessionOperations.CREATE).body(body).mayBeRepeated()));
        // At once: whatever becomes of the wait, the caller knows what it has.
        if (!context.json()) {
            context.talk().print(created.fields().text("handle"));
        }
        return comingUp.await(context, created, deadline, given(quiet));
    }
}
