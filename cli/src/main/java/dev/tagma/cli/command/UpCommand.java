package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.operation.DaemonOperations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tagma up}. */
final class UpCommand implements Command {

    private final OptionSpec detached =
            flag("Start it in the background, and return when it is ready.", "-d", "--detach");

    @Override
    public List<String> help() {
        return List.of(
                "Runs the daemon here until it is ended, by the interrupt key, a signal or tagma down; agents go on then.",
                "What it logs goes to stderr: so a service manager runs it. There is no need to call this: the first"
                        + " command that needs a daemon starts one in the background.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(detached);
    }

    @Override
    public Exit run(Context context) {
        return given(detached) ? startDetached(context) : runHere(context);
    }

    private static Exit startDetached(Context context) {
        Ask health = Ask.of(DaemonOperations.HEALTH);
        Optional<Answer> before = context.api().askIfRunning(health);
        Answer now = before.orElseGet(() -> context.api().ask(health));
        if (context.json()) {
            context.printJson(now.fields().with("started", Json.of(before.isEmpty())));
            return Exit.OK;
        }
        long pid = now.fields().whole("pid");
        context.talk()
                .print(
                        before.isPresent()
                                ? "the daemon runs already (process %d)".formatted(pid)
                                : "the daemon is up (process %d)".formatted(pid));
        return Exit.OK;
    }

    private static Exit runHere(Context context) {
        int exit = context.api().daemon().runHere(socket -> ready(context, socket));
        if (exit != 0) {
            throw Failure.failed("the daemon ended with exit code %d; it says why above".formatted(exit));
        }
        return Exit.OK;
    }

    private static void ready(Context context, Path socket) {
        if (context.json()) {
            context.printJson(new Fields(new JsonObject(Map.of("socket", Json.of(socket.toString())))));
            return;
        }
        context.talk().hint("the daemon listens on %s; the interrupt key ends it, agents go on".formatted(socket));
    }
}
