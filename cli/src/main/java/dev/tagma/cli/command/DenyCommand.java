package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.operation.RequestOperations;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma deny}. */
final class DenyCommand implements Command {

    private final PositionalParamSpec named = argument(
            0, "ID", "0..1", "A request's id, or a session with one request; if absent, the only one there is.");
    private final OptionSpec reason = value("TEXT", "Why; the agent is shown it and can act on it.", "--reason");

    @Override
    public List<String> help() {
        return List.of("Refuses what an agent asks: a permission, its plan, or to answer its question.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(named, reason);
    }

    @Override
    public Exit run(Context context) {
        Optional<String> why = text(reason);
        var requests = new OpenRequests(context.api(), _ -> true, "anything");
        Fields request = requests.find(text(named).map(given -> Values.name(given, "request or session")));

        Answer denied = requests.decide(RequestOperations.REJECT_ONE, request, new Ask.Body().with("reason", why));

        if (context.json()) {
            context.talk().printJson(denied.json());
        } else {
            context.talk()
                    .print(
                            Span.of("denied ", Style.BAD),
                            Span.of(RequestText.asked(request)),
                            Span.of(why.map(text -> "  (" + text + ")").orElse(""), Style.QUIET));
        }
        return Exit.OK;
    }
}
