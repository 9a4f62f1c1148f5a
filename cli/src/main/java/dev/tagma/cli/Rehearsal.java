package dev.tagma.cli;

import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.http.HttpRequest;
import dev.tagma.cli.http.UnixHttp;
import dev.tagma.cli.talk.Streams;
import dev.tagma.wire.home.Home;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The everyday commands in one process, one after the other, with a daemon that nobody else uses. While it runs the JVM
 * learns which classes commands and daemon need; {@code scripts/train-aot.sh} makes the start-up caches of that.
 *
 * <p>The daemon and a session {@code otter} are there already: a command that starts a process loads all of logging, which
 * no other command should have to find in its cache.
 */
final class Rehearsal {

    /** Seconds: where no agent can be started, the rest is learnt all the same. */
    private static final String PATIENCE = "20";

    /** Writing the cache takes a few seconds of its own. */
    private static final Duration END = Duration.ofSeconds(60);

    private final Map<String, String> environment;
    private final Home home;

    private Rehearsal(Map<String, String> environment, Path directory) {
        this.environment = environment;
        this.home = Home.of(environment, directory, directory);
    }

    /** Plays in this directory. */
    static void run(Map<String, String> environment, Path directory) throws IOException {
        Rehearsal rehearsal = new Rehearsal(environment, directory);
        try {
            rehearsal.play(directory.toString());
        } finally {
            rehearsal.endDaemon();
        }
    }

    private void play(String directory) {
        // Where directories lie when the variables are not set.
        Home.of(Map.of(), Path.of(directory), Path.of(directory));
        say("version");
        say("create", "-q", "-a", "scripted", "-p", directory, "--handle", "tern", "--timeout", PATIENCE);
        say("send", "otter", "--wait", "--timeout", PATIENCE, "--", "SAY hello");
        say("send", "otter", "--", "BASH touch there");
        say("wait", "otter", "--timeout", PATIENCE);
        say("ls");
        say("show", "otter");
        say("approve", "otter");
        say("wait", "otter", "--timeout", PATIENCE);
        say("show", "otter", "--json");
        say("events", "--session", "otter", "--since", "start");
        say("rm", "otter", "tern", "--force", "dirty");
    }

    /** Once for a program and once for a person. The exit code does not matter: a refusal has been learnt too. */
    private void say(String... words) {
        for (boolean terminal : new boolean[] {false, true}) {
            Streams nowhere = new Streams(
                    new ByteArrayInputStream(new byte[0]),
                    new ByteArrayOutputStream(),
                    new ByteArrayOutputStream(),
                    terminal,
                    terminal);
            Cli.run(words, environment, nowhere);
        }
    }

    /** Returns when it is gone, and with that when its cache is written. */
    private void endDaemon() throws IOException {
        if (!Files.exists(home.address())) {
            return;
        }
        long pid = Long.parseLong(Files.readString(home.daemonLock()).strip());
        new UnixHttp(home.socket())
                .exchange(new HttpRequest("POST", "/v1/shutdown", Map.of(), new byte[0]), Deadline.after(END));
        ProcessHandle.of(pid)
                .ifPresent(daemon -> daemon.onExit()
                        .orTimeout(END.toSeconds(), TimeUnit.SECONDS)
                        .join());
    }
}
