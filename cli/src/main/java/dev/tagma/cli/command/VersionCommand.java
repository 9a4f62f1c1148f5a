package dev.tagma.cli.command;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.json.JsonWriter;
import dev.tagma.cli.talk.Exit;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.operation.DaemonOperations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;

/** {@code tagma version}. */
final class VersionCommand implements Command {

    @Override
    public List<String> help() {
        return List.of("Prints the versions of this command and of the daemon, if one runs.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of();
    }

    /** The version of this command. */
    static String own() {
        return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("(unpackaged)");
    }

    @Override
    public Exit run(Context context) {
        String own = own();
        String java = Runtime.version().toString();
        Optional<Answer> daemon = context.api().askIfRunning(Ask.of(DaemonOperations.VERSION));
        if (context.json()) {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("version", Json.of(own));
            members.put("java", Json.of(java));
            members.put(
                    "daemon",
                    daemon.<Json>map(answer -> answer.fields().object()).orElse(Json.NULL));
            context.talk().printJson(JsonWriter.write(new JsonObject(members)));
            return Exit.OK;
        }
        context.talk().print("tagma %s (Java %s)".formatted(own, java));
        context.talk()
                .print(daemon.map(Answer::fields)
                        .map(fields -> "daemon %s (Java %s)".formatted(fields.text("version"), fields.text("java")))
                        .orElse("no daemon runs"));
        return Exit.OK;
    }
}
