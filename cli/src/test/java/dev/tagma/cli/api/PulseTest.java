package dev.tagma.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tagma.cli.daemon.Daemon;
import dev.tagma.cli.daemon.DaemonCommand;
import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Streams;
import dev.tagma.cli.talk.Talk;
import dev.tagma.wire.home.Home;
import dev.tagma.wire.operation.SessionOperations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PulseTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final CountDownLatch felt = new CountDownLatch(1);
    private final CountDownLatch testIsOver = new CountDownLatch(1);

    @TempDir
    private Path folder;

    private FakeDaemon daemon;
    private Home home;

    @BeforeEach
    void startDaemon() throws IOException {
        home = Home.of(Map.of(Home.VARIABLE, folder.toString()), folder, folder);
        daemon = new FakeDaemon(home);
        Files.writeString(home.daemonLock(), ProcessHandle.current().pid() + "\n");
    }

    @AfterEach
    void stopDaemon() throws IOException {
        testIsOver.countDown();
        daemon.close();
    }

    private Api api(Duration limit) {
        var talk = new Talk(
                new Streams(
                        new ByteArrayInputStream(new byte[0]),
                        new ByteArrayOutputStream(),
                        new ByteArrayOutputStream(),
                        false,
                        false),
                Map.of());
        var speaksTo = new Daemon(home, new DaemonCommand(Map.of(), Map.of()), () -> {});
        return new Api(speaksTo, Map.of(), talk, new Pulse(speaksTo, talk, SHORT, limit));
    }

    @Test
    void aDaemonThatHangsIsNamedLongBeforeTheLimit() {
        daemon.at("GET /v1/sessions", (asked, out) -> testIsOver.await());
        daemon.at("GET /v1/health", (asked, out) -> testIsOver.await());

        Failure failure = catchThrowableOfType(Failure.class, () -> api(SHORT).ask(Ask.of(SessionOperations.LIST)));

        assertThat(failure.exit()).isEqualTo(Exit.TRANSPORT);
        assertThat(failure.sentence())
                .isEqualTo("the daemon does not answer; if it hangs, end it with kill -9 "
                        + ProcessHandle.current().pid() + ": agents go on");
    }

    @Test
    void aDaemonThatHasMuchToDoIsWaitedFor() {
        daemon.at("GET /v1/sessions", (asked, out) -> {
            felt.await();
            FakeDaemon.json("{\"sessions\":[]}").answer(asked, out);
        });
        daemon.at("GET /v1/health", (asked, out) -> {
            felt.countDown();
            FakeDaemon.json("{}").answer(asked, out);
        });

        Answer answer = api(Duration.ofSeconds(60)).ask(Ask.of(SessionOperations.LIST));

        assertThat(answer.fields().objects("sessions")).isEmpty();
        assertThat(daemon.asked("GET", "/v1/sessions")).hasSize(1);
    }

    @Test
    void whatWaitsOnPurposeIsNotDoubted() {
        daemon.at("GET /v1/sessions", (asked, out) -> testIsOver.await());

        Failure failure = catchThrowableOfType(
                Failure.class,
                () -> api(SHORT).ask(Ask.of(SessionOperations.LIST).within(SHORT.multipliedBy(4))));

        assertThat(failure.sentence()).startsWith("the daemon did not answer in time");
        assertThat(daemon.asked("GET", "/v1/health")).isEmpty();
    }
}
