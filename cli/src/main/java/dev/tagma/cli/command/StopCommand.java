package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.arguments;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.operation.SessionOperations;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma stop}. */
final class StopCommand implements Command {

    /** Longer than any grace that is given to an agent to end by itself. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final PositionalParamSpec sessions =
            arguments(0, "ID", "0..*", "Handles or ids of sessions; within an agent's pane its own if absent.");

    @Override
    public List<String> help() {
        return List.of(
                "Ends the agents of sessions, and returns when they have ended.",
                "Conversation, workspace and the messages that wait are kept: tagma start goes on with them.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(sessions);
    }

    @Override
    public Exit run(Context context) {
        return Several.namedOrOwn(context, sessions).each(name -> stop(context, name));
    }

    private static String told(Standing session) {
        return session.reason().isEmpty() || session.reason().equals(session.lifecycle())
                ? ""
                : "  " + session.reason();
    }

    private static void stop(Context context, String name) {
        context.talk().progress("stopping " + name);
        Answer answer = context.api()
                .ask(Ask.of(SessionOperations.STOP, name).within(LIMIT).mayBeRepeated());
        Standing session = Standing.of(answer.fields());
        if (context.json()) {
            context.talk().printJson(answer.json());
        }
        if (!session.notRunning()) {
            throw Failure.failed("%s is %s still: %s; see tagma show %s"
                    .formatted(session.handle(), session.lifecycle(), session.reason(), session.handle()));
        }
        if (!context.json()) {
            context.talk()
                    .print(
                            Span.of(session.handle(), Style.NAME),
                            Span.of("  "),
                            session.word(),
                            Span.of(told(session), Style.QUIET));
        }
    }
}
