package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.operation.WorkOperations;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma last-message}. */
final class LastMessageCommand implements Command {

    private final PositionalParamSpec session =
            argument(0, "ID", "0..1", "The session's handle or id; within an agent's pane its own if absent.");
    private final OptionSpec count = value("N", "How many of the last messages; 1 if absent, 100 at most.", "-n");

    @Override
    public List<String> help() {
        return List.of(
                "Prints what the agent said last, byte for byte where stdout is not a terminal.",
                "Ends with 1 when it has said nothing.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(session, count);
    }

    @Override
    public Exit run(Context context) {
        String name = Names.sessionOrOwn(session, context);
        int wanted = Values.whole(count, 1, 100).orElse(1);
        Answer answer =
                context.api().ask(Ask.of(WorkOperations.LAST_MESSAGE, name).query("n", Integer.toString(wanted)));
        List<String> messages = answer.fields().texts("messages");
        if (context.json()) {
            context.talk().printJson(answer.json());
            return messages.isEmpty() ? Exit.FAILED : Exit.OK;
        }
        if (messages.isEmpty()) {
            throw Failure.failed(name + " has said nothing yet; tagma show " + name + " tells what it does");
        }
        context.talk().printText(String.join("\n\n", messages));
        return Exit.OK;
    }
}
