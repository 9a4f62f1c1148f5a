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
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma approve}. */
final class ApproveCommand implements Command {

    private final PositionalParamSpec named = argument(
            0, "ID", "0..1", "A request's id, or a session with one such request; if absent, the only one there is.");
    private final OptionSpec scope = value(
            "SCOPE",
            "once (so it is if absent), session or project. These two allow the very command again, and of other tools"
                    + " than the shell every use.",
            "--scope");

    @Override
    public List<String> help() {
        return List.of("Lets an agent do what it asks permission for, or carry out its plan.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(named, scope);
    }

    @Override
    public Exit run(Context context) {
        String reach = Values.choice(scope, Reach.values()).orElse("once");
        var name = text(named).map(given -> Values.name(given, "request or session"));
        var requests =
                new OpenRequests(context.api(), request -> !request.text("kind").equals("question"), "permission");
        Fields request = requests.find(name);

        Answer approved = requests.decide(RequestOperations.APPROVE_ONE, request, new Ask.Body().with("scope", reach));

        if (context.json()) {
            context.talk().printJson(approved.json());
        } else {
            context.talk()
                    .print(
                            Span.of("approved ", Style.GOOD),
                            Span.of(RequestText.asked(request)),
                            Span.of("  (" + reach(reach, request) + ")", Style.QUIET));
        }
        return Exit.OK;
    }

    private static String reach(String scope, Fields request) {
        return scope.equals("once") || !request.text("kind").equals("permission")
                ? scope
                : scope + ": " + RequestDetail.reach(request);
    }

    /** How far a permission reaches, in the words of the interface. */
    private enum Reach {
        ONCE,
        SESSION,
        PROJECT
    }
}
