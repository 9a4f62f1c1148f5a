package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.cli.talk.Streams;
import dev.tagma.wire.home.Home;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands against a daemon of the test's own, in a home of its own. */
@Timeout(60)
abstract class CommandTest {

    @TempDir
    protected Path folder;

    protected final Map<String, String> environment = new TreeMap<>();
    protected final Map<String, String> properties = new HashMap<>();
    protected byte[] input = new byte[0];
    protected FakeDaemon daemon;

    @BeforeEach
    void startDaemon() throws IOException {
        environment.put(Home.VARIABLE, folder.resolve("home").toString());
        environment.put("PATH", System.getenv("PATH"));
        properties.put("user.dir", folder.toString());
        properties.put("user.home", folder.toString());
        properties.put("user.name", "anna");
        // No command may start a daemon that no test has asked for.
        properties.put("tagma.java", "/bin/false");
        properties.put("java.class.path", "none");
        daemon = new FakeDaemon(home());
    }

    @AfterEach
    void stopDaemon() throws IOException {
        daemon.close();
    }

    protected Home home() {
        return Home.of(environment, folder, folder);
    }

    protected Result run(String... args) {
        var output = new ByteArrayOutputStream();
        return run(output, output, args);
    }

    protected Result run(OutputStream output, ByteArrayOutputStream seen, String... args) {
        var talk = new ByteArrayOutputStream();
        var streams = new Streams(new ByteArrayInputStream(input), output, talk, false, false);
        int exit = cli(streams).run(List.of(args));
        return new Result(exit, seen.toString(StandardCharsets.UTF_8), talk.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command whose stdout a person sees. */
    protected Result runOnTerminal(String... args) {
        var output = new ByteArrayOutputStream();
        var talk = new ByteArrayOutputStream();
        var streams = new Streams(new ByteArrayInputStream(input), output, talk, true, true);
        int exit = cli(streams).run(List.of(args));
        return new Result(exit, output.toString(StandardCharsets.UTF_8), talk.toString(StandardCharsets.UTF_8));
    }

    protected Cli cli(Streams streams) {
        return new Cli(
                environment, properties, streams, Clock.fixed(Samples.NOW, ZoneOffset.UTC), () -> ZoneOffset.UTC);
    }

    /** What the command sent as the body of its only request to this route. */
    protected JsonObject sent(String method, String path) {
        var asked = daemon.asked(method, path);
        assertThat(asked).hasSize(1);
        return (JsonObject) JsonText.parse(asked.getFirst().body());
    }

    protected static String text(JsonObject object, String name) {
        return ((Json.JsonString) object.member(name).orElseThrow()).value();
    }

    /** How a command ended and what it said. */
    protected record Result(int exit, String out, String err) {

        Result endsWith(int code) {
            assertThat(exit).as(this::toString).isEqualTo(code);
            assertThat(err).doesNotContain("Exception", "\tat ", "fault");
            return this;
        }

        /** A failure is one line, and nothing on stdout. */
        Result fails(int code, String sentence) {
            endsWith(code);
            assertThat(err).isEqualTo("tagma: " + sentence + "\n");
            assertThat(out).isEmpty();
            return this;
        }
    }
}
