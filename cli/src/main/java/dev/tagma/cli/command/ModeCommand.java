package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.wire.operation.SessionOperations;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma mode}. */
final class ModeCommand implements Command {

    private final PositionalParamSpec session = argument(0, "ID", "1", "The session's handle or id.");
    private final PositionalParamSpec mode = argument(
            1, "MODE", "0..1", "What its agent may do without asking: plan, ask, edits or yolo; as before if absent.");
    private final OptionSpec model = value("NAME", "The agent's own name of the model that answers.", "--model");

    @Override
    public List<String> help() {
        return List.of(
                "Gives a session another mode or model, and says which it has.",
                "At once where its agent is driven over a protocol; any other takes it while it is stopped, with its next start.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(session, mode, model);
    }

    @Override
    public Exit run(Context context) {
        String name = Values.name(text(session).orElseThrow(), "session");
        Optional<String> wanted = Values.choice(mode, PermissionMode.values());
        Ask ask = wanted.isEmpty() && text(model).isEmpty()
                ? Ask.of(SessionOperations.GET, name)
                : Ask.of(SessionOperations.MODE, name)
                        .body(new Ask.Body().with("mode", wanted).with("model", text(model)))
                        .mayBeRepeated();
        Answer now = context.api().ask(ask);
        if (context.json()) {
            context.talk().printJson(now.json());
            return Exit.OK;
        }
        Optional<String> named = now.fields().optionalText("model");
        context.talk()
                .print(
                        Span.of(now.fields().text("handle"), Style.NAME),
                        Span.of("  " + now.fields().text("mode")
                                + named.map(one -> "  " + one).orElse("")));
        return Exit.OK;
    }
}
