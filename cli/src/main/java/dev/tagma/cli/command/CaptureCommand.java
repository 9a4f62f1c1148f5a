package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.talk.Exit;
import dev.tagma.wire.operation.WorkOperations;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma capture}. */
final class CaptureCommand implements Command {

    private final PositionalParamSpec session =
            argument(0, "ID", "0..1", "The session's handle or id; within an agent's pane its own if absent.");
    private final OptionSpec lines = value("LINES", "How many of the last lines; 50 if absent, 10000 at most.", "-n");
    private final OptionSpec ansi = flag("With the sequences that give colours.", "--ansi");

    @Override
    public List<String> help() {
        return List.of("Prints the last lines of the agent's terminal, with what has scrolled away.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(session, lines, ansi);
    }

    @Override
    public Exit run(Context context) {
        String name = Names.sessionOrOwn(session, context);
        Ask ask = Ask.of(WorkOperations.PANE, name)
                .query("lines", Integer.toString(Values.whole(lines, 1, 10_000).orElse(50)))
                .query("ansi", Boolean.toString(given(ansi)));
        Answer answer = context.api().ask(ask);
        if (context.json()) {
            context.talk().printJson(answer.json());
        } else {
            context.talk().printColoured(answer.fields().text("text"));
        }
        return Exit.OK;
    }
}
