package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.arguments;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.command.Happenings.Happening;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.operation.SessionOperations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma interrupt}. */
final class InterruptCommand implements Command {

    /** An agent that has not let go of its turn by then waits for something that cannot be interrupted. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PositionalParamSpec sessions =
            arguments(0, "ID", "0..*", "Handles or ids of sessions; within an agent's pane its own if absent.");
    private final OptionSpec timeout =
            value("SECONDS", "How long to wait for the turn to be over at most (30).", "--timeout");

    @Override
    public List<String> help() {
        return List.of(
                "Stops the running turn of sessions, and says how it ended. The agents and their conversations stay.",
                "A message that waits in the inbox is said next; tagma send --interrupt says one in its place.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(sessions, timeout);
    }

    @Override
    public Exit run(Context context) {
        Duration limit = Values.seconds(timeout).orElse(PATIENCE);
        return Several.namedOrOwn(context, sessions).each(name -> interrupt(context, name, limit));
    }

    private static void interrupt(Context context, String name, Duration limit) {
        Deadline deadline = Deadline.after(limit);
        String id =
                context.api().ask(Ask.of(SessionOperations.GET, name)).fields().text("id");
        String since = Happenings.now(context, id);
        Fields pressed =
                context.api().ask(Ask.of(SessionOperations.INTERRUPT, id)).fields();
        context.talk().progress("interrupting " + pressed.text("handle"));
        Optional<Fields> ended = end(context, id, since, deadline);

        Standing now =
                Standing.of(context.api().ask(Ask.of(SessionOperations.GET, id)).fields());
        if (context.json()) {
            context.printJson(now.all());
        }
        if (ended.isEmpty()) {
            throw Failure.of(
                    now.notRunning() ? Exit.FAILED : Exit.TIMED_OUT,
                    "%s was told to stop, and its turn is not over after %s s: it is %s (%s)"
                            .formatted(
                                    now.handle(),
                                    Values.decimal(limit),
                                    now.word().text(),
                                    now.reason()));
        }
        if (!context.json()) {
            Fields turn = ended.get();
            context.talk()
                    .print(
                            Span.of(now.handle(), Style.NAME),
                            Span.of("  turn %d %s".formatted(turn.whole("turn"), turn.text("outcome"))));
        }
    }

    /** How the turn ended; none when it has not in time, or the agent is gone. */
    private static Optional<Fields> end(Context context, String id, String since, Deadline deadline) {
        try (Happenings happenings = new Happenings(context, id, since, deadline)) {
            while (!deadline.passed()) {
                switch (happenings.next()) {
                    case Happening.Event(String type, Fields data)
                    when type.equals("turn.ended") -> {
                        return Optional.of(data);
                    }
                    case Happening.Event(String type, Fields data)
                    when type.equals("session.lifecycle") && !data.text("to").equals("live") -> {
                        return Optional.empty();
                    }
                    case Happening.Broken(RuntimeException why) -> throw why;
                    case Happening.Event _, Happening.Line _, Happening.Nothing _ -> {
                        // Nothing that ends it.
                    }
                }
            }
            return Optional.empty();
        }
    }
}
