package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.arguments;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.SessionOperations;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma start}, {@code resume} and {@code restart}. */
final class StartCommand implements Command {

    private final PositionalParamSpec sessions =
            arguments(0, "ID", "0..*", "Handles or ids of sessions; within an agent's pane its own if absent.");
    private final ComingUp comingUp = new ComingUp();
    private final Operation operation;
    private final List<String> help;

    private StartCommand(Operation operation, List<String> help) {
        this.operation = operation;
        this.help = help;
    }

    static StartCommand start() {
        return new StartCommand(
                SessionOperations.START,
                List.of(
                        "Starts the agents of sessions that do not run, with their conversations where they have one.",
                        "Messages that wait are delivered then. Waits until the agents are up."));
    }

    static StartCommand resume() {
        return new StartCommand(
                SessionOperations.RESUME,
                List.of(
                        "Goes on with the conversations of sessions that do not run: the same as start.",
                        "Messages that wait are delivered then. Waits until the agents are up."));
    }

    static StartCommand restart() {
        return new StartCommand(
                SessionOperations.RESTART,
                List.of(
                        "Stops the agents of sessions if they run, a turn too, and starts them with their conversations.",
                        "Waits until the agents are up."));
    }

    @Override
    public List<String> help() {
        return help;
    }

    @Override
    public List<ArgSpec> words() {
        return Words.all(List.of(sessions), comingUp.words(), List.of());
    }

    @Override
    public Exit run(Context context) {
        return Several.namedOrOwn(context, sessions).each(name -> {
            Deadline deadline = comingUp.deadline();
            context.talk().progress("starting " + name);
            comingUp.await(context, begin(context, name), deadline, false);
        });
    }

    /** Repeated after a cut connection: a session that is starting already is what was wanted. */
    private Answer begin(Context context, String name) {
        try {
            return context.api().ask(Ask.of(operation, name).mayBeRepeated());
        } catch (Failure refused) {
            if (refused.afterRepeat() && refused.code().equals("conflict")) {
                return context.api().ask(Ask.of(SessionOperations.GET, name));
            }
            throw refused;
        }
    }
}
