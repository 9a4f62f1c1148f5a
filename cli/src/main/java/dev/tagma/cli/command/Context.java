package dev.tagma.cli.command;

import dev.tagma.cli.api.Api;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.api.Problem;
import dev.tagma.cli.json.JsonWriter;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Talk;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a command has to work with.
 *
 * @param json whether the result is to be JSON
 * @param ownSession the session in whose pane the command was called, none outside of one
 * @param program how the person calls this program
 * @param daemons speaks to the daemon of the home that an environment leads to
 */
public record Context(
        Api api,
        Talk talk,
        InputStream input,
        Map<String, String> environment,
        Path workingDirectory,
        Clock clock,
        Supplier<ZoneId> zone,
        boolean json,
        Optional<String> ownSession,
        String program,
        Function<Map<String, String>, Api> daemons) {

    /** The same with another daemon, outside of any session. */
    Context with(Api other) {
        return new Context(
                other,
                talk,
                input,
                environment,
                workingDirectory,
                clock,
                zone,
                json,
                Optional.empty(),
                program,
                daemons);
    }

    /** Says a failure and goes on. */
    public void fail(Failure failure) {
        if (json) {
            talk.failJson(Problem.json(failure));
        } else {
            talk.fail(failure);
        }
    }

    void printJson(Fields fields) {
        talk.printJson(JsonWriter.write(fields.object()));
    }
}
