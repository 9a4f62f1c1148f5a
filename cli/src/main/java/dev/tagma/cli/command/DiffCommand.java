package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Talk;
import dev.tagma.wire.operation.WorkOperations;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma diff}. */
final class DiffCommand implements Command {

    private final PositionalParamSpec session =
            argument(0, "ID", "0..1", "The session's handle or id; within an agent's pane its own if absent.");
    private final OptionSpec turn = value("N", "Only what this turn changed.", "--turn");

    @Override
    public List<String> help() {
        return List.of(
                "Prints what changed in the workspace since its base, or within one turn, as a unified diff.",
                "It can be given to git apply.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(session, turn);
    }

    @Override
    public Exit run(Context context) {
        Optional<Integer> number = Values.whole(turn, 1, Integer.MAX_VALUE);
        Ask ask = Ask.of(WorkOperations.DIFF, Names.sessionOrOwn(session, context));
        Answer answer = context.api()
                .ask(number.map(n -> ask.query("turn", n.toString())).orElse(ask));
        if (context.json()) {
            context.talk().printJson(answer.json());
            return Exit.OK;
        }
        String diff = answer.fields().text("diff");
        if (diff.isEmpty()) {
            context.talk().hint("nothing has changed");
        } else if (context.talk().outputToPerson()) {
            diff.lines().forEach(line -> coloured(context.talk(), line));
        } else {
            context.talk().printText(diff);
        }
        return Exit.OK;
    }

    private static void coloured(Talk talk, String line) {
        talk.print(Span.of(line.replace("\t", "        "), style(line)));
    }

    private static Style style(String line) {
        if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("diff ")) {
            return Style.NAME;
        }
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> Style.GOOD;
            case '-' -> Style.BAD;
            case '@' -> Style.BUSY;
            default -> Style.PLAIN;
        };
    }
}
