package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Ago;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.operation.SessionOperations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma goal}. */
final class GoalCommand implements Command {

    private final PositionalParamSpec session = argument(0, "ID", "1", "The session's handle or id.");
    private final Wording objective = new Wording(1, "goal");
    private final OptionSpec budget = value("TOKENS", "How many tokens the agent may use for it.", "--budget");
    private final OptionSpec pause = flag("Let the agent rest after this turn, with the goal kept.", "--pause");
    private final OptionSpec resume = flag("Let it go on.", "--resume");
    private final OptionSpec clear = flag("Drop the goal.", "--clear");

    @Override
    public List<String> help() {
        return List.of(
                "Sets what a session's agent pursues by itself, turn after turn; shows it where nothing is to change.",
                "Only some agents can, such as Codex. 'tagma wait --goal' waits until it is over.");
    }

    @Override
    public List<ArgSpec> words() {
        return Words.all(List.of(session), objective.words(), List.of(budget, pause, resume, clear));
    }

    @Override
    public Exit run(Context context) {
        Values.notBoth(pause, resume);
        Values.notBoth(pause, clear);
        Values.notBoth(resume, clear);
        String name = Values.name(text(session).orElseThrow(), "session");
        Optional<String> wanted = objective.given(context);
        Optional<Integer> tokens = Values.whole(budget, 1, Integer.MAX_VALUE);
        if (given(clear)) {
            if (wanted.isPresent() || tokens.isPresent()) {
                throw Failure.usage("--clear drops the goal: give no text and no --budget with it");
            }
            return drop(context, name);
        }
        if (wanted.isEmpty() && tokens.isEmpty() && !given(pause) && !given(resume)) {
            return show(context, name);
        }
        Ask.Body body = new Ask.Body().with("objective", wanted);
        tokens.ifPresent(most -> body.with("tokenBudget", Json.of(most)));
        if (given(pause) || given(resume)) {
            body.with("pursued", Json.of(given(resume)));
        }
        print(
                context,
                context.api()
                        .ask(Ask.of(SessionOperations.SET_GOAL, name).body(body).mayBeRepeated())
                        .fields());
        return Exit.OK;
    }

    private static Exit drop(Context context, String name) {
        Fields answer = context.api()
                .ask(Ask.of(SessionOperations.DROP_GOAL, name).mayBeRepeated())
                .fields();
        if (context.json()) {
            context.printJson(answer);
        } else {
            context.talk().print(answer.flag("dropped") ? "dropped" : "there was no goal");
        }
        return Exit.OK;
    }

    private static Exit show(Context context, String name) {
        Fields held = context.api().ask(Ask.of(SessionOperations.GOAL, name)).fields();
        if (context.json()) {
            context.printJson(held);
        } else if (held.optionalObject("goal").isEmpty()) {
            context.talk().print("no goal");
        } else {
            print(context, held.object("goal"));
        }
        return Exit.OK;
    }

    private static void print(Context context, Fields goal) {
        if (context.json()) {
            context.printJson(goal);
            return;
        }
        String state = goal.text("state");
        String most =
                goal.optionalWhole("tokenBudget").map(tokens -> " of " + tokens).orElse("");
        context.talk()
                .print(
                        Span.of(state.replace('_', ' '), style(state)),
                        Span.of("  " + goal.whole("tokensUsed") + most + " tokens, "
                                + Ago.duration(Duration.ofSeconds(goal.whole("secondsUsed"))) + "  "),
                        Span.of(goal.text("objective")));
    }

    private static Style style(String state) {
        return switch (state) {
            case "active" -> Style.BUSY;
            case "complete" -> Style.GOOD;
            case "paused" -> Style.QUIET;
            default -> Style.ASKING;
        };
    }
}
