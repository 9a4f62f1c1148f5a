package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.text;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.completion.Bash;
import dev.tagma.cli.completion.Fish;
import dev.tagma.cli.completion.Zsh;
import dev.tagma.cli.json.JsonWriter;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.operation.AgentOperations;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.SessionOperations;
import dev.tagma.wire.operation.WorkOperations;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma completion}. */
final class CompletionCommand implements Command {

    private final PositionalParamSpec what = argument(
            0,
            "SHELL",
            "1",
            "bash, zsh or fish. Its script calls this command with handles or rescues, which prints their names.");

    @Override
    public List<String> help() {
        return List.of(
                "Prints a script that completes the command lines of tagma in a shell; its first lines say how to use"
                        + " it.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(what);
    }

    @Override
    public Exit run(Context context) {
        return switch (text(what).orElseThrow()) {
            case "bash" -> print(context, Bash.script(CommandTable.all()));
            case "zsh" -> print(context, Zsh.script(CommandTable.all()));
            case "fish" -> print(context, Fish.script(CommandTable.all()));
            case "handles" -> names(context, SessionOperations.LIST, "sessions", "handle");
            case "agents" -> names(context, AgentOperations.LIST, "agents", "name");
            case "rescues" -> names(context, WorkOperations.RESCUES, "rescues", "id");
            default ->
                throw Failure.usage("there is no completion for '%s': give bash, zsh or fish"
                        .formatted(Values.shown(text(what).orElseThrow())));
        };
    }

    private static Exit print(Context context, String script) {
        if (context.json()) {
            context.talk().printJson(JsonWriter.write(Json.of(script)));
        } else {
            script.lines().forEach(context.talk()::print);
        }
        return Exit.OK;
    }

    /** Whoever presses a key does not want to start a daemon by it. */
    private static Exit names(Context context, Operation list, String member, String name) {
        List<String> names = context.api().askIfRunning(Ask.of(list)).stream()
                .flatMap(answer -> answer.fields().objects(member).stream())
                .map(one -> one.text(name))
                .toList();
        if (context.json()) {
            context.talk()
                    .printJson(JsonWriter.write(
                            Json.of(names.stream().map(Json::of).toList())));
        } else {
            names.forEach(context.talk()::print);
        }
        return Exit.OK;
    }
}
