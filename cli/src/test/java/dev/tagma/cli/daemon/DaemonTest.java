package dev.tagma.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tagma.cli.fake.UnixServer;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.http.HttpRequest;
import dev.tagma.cli.http.UnixHttp;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.home.Home;
import dev.tagma.wire.home.PrivateDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DaemonTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final AtomicInteger starts = new AtomicInteger();
    private final Map<String, String> environment = new TreeMap<>();
    private Home home;
    private Daemon daemon;

    @BeforeEach
    void findHome() {
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", folder.toString());
        environment.put("LANG", "C");
        environment.put("SECRET_TOKEN", "hidden");
        environment.put(Home.VARIABLE, folder.toString());
        home = Home.of(environment, folder, folder);
        daemon = daemon(environment);
    }

    private Daemon daemon(Map<String, String> from) {
        return new Daemon(Home.of(from, folder, folder), command(from), starts::incrementAndGet);
    }

    private static DaemonCommand command(Map<String, String> from) {
        var properties = new HashMap<String, String>();
        properties.put("java.home", System.getProperty("java.home"));
        properties.put("java.class.path", System.getProperty("java.class.path"));
        return new DaemonCommand(properties, from);
    }

    @AfterEach
    void endTheDaemonsOfThisTest() throws IOException {
        started().map(ProcessHandle::of).flatMap(java.util.Optional::stream).forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        Files.deleteIfExists(home.socket());
        Files.deleteIfExists(home.runtime());
    }

    private Stream<Long> started() throws IOException {
        Path file = folder.resolve("started");
        return Files.exists(file) ? Files.readAllLines(file).stream().map(Long::parseLong) : Stream.empty();
    }

    private String ask(Daemon asked) {
        return asked.call(http ->
                http.exchange(HttpRequest.get("/"), Deadline.after(LONG)).text());
    }

    private void behave(String how) throws IOException {
        Files.writeString(folder.resolve("behaviour"), how);
    }

    @Test
    void startsADaemonWhereNoneRunsAndKeepsToIt() throws IOException {
        String first = ask(daemon);
        String second = ask(daemon);

        assertThat(second).isEqualTo(first);
        assertThat(started()).containsExactly(Long.valueOf(first));
        assertThat(starts).hasValue(1);
    }

    @Test
    void aDaemonIsNotInTheSessionOfTheCommandThatStartsIt() throws IOException {
        String pid = ask(daemon);

        // Field 6 of stat is the session; a leader of its own session has its own id there.
        String stat = Files.readString(Path.of("/proc", pid, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        assertThat(fields[3]).isEqualTo(pid);
        assertThat(Files.readSymbolicLink(Path.of("/proc", pid, "cwd"))).hasToString("/");
        assertThat(Files.readSymbolicLink(Path.of("/proc", pid, "fd/0"))).hasToString("/dev/null");
        assertThat(Files.readSymbolicLink(Path.of("/proc", pid, "fd/2"))).isEqualTo(home.daemonOutput());
    }

    @Test
    void aDaemonKnowsOnlyAllowedVariables() throws IOException {
        ask(daemon);

        List<String> known = Files.readAllLines(folder.resolve("environment"));
        assertThat(known).contains("HOME", "PATH", "TAGMA_HOME", "LC_CTYPE").doesNotContain("SECRET_TOKEN");
    }

    @Test
    void commandsThatStartAtOnceGetOneDaemon() throws IOException {
        var asked = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> ask(daemon(environment))))
                .toList();

        assertThat(asked.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(started()).hasSize(1);
    }

    @Test
    void whoWaitsForTheStartOfAnotherIsToldToo() throws IOException {
        // given the lock of a command that is starting a daemon
        PrivateDirectory.make(home.state());
        PrivateDirectory.make(home.runtime());
        try (FileChannel other =
                FileChannel.open(home.startLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(other.lock().isValid()).isTrue();
            var asked = CompletableFuture.supplyAsync(() -> ask(daemon));

            org.awaitility.Awaitility.await().atMost(LONG).until(() -> starts.get() == 1);
            try (UnixServer _ = new UnixServer(
                    home.socket(),
                    (request, out) -> out.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother"
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII)))) {
                assertThat(asked.join()).isEqualTo("other");
            }
        }
        assertThat(started()).isEmpty();
    }

    @Test
    void aStaleSocketIsNoObstacle() throws IOException {
        PrivateDirectory.make(home.runtime());
        new UnixServer(home.socket(), (asked, out) -> {}).kill();

        assertThat(ask(daemon)).matches("[0-9]+");
    }

    @Test
    void aDaemonThatDiesLeavesItsLastWords() throws IOException {
        behave("die");
        PrivateDirectory.make(home.state());
        Files.writeString(home.daemonOutput(), "words of an earlier daemon\n");

        Failure failure = catchThrowableOfType(Failure.class, () -> ask(daemon));

        assertThat(failure.exit()).isEqualTo(Exit.TRANSPORT);
        assertThat(failure.sentence())
                .isEqualTo("the daemon ended with exit code 7 before it was ready; the end of " + home.daemonOutput());
        assertThat(failure.more()).containsExactly("line one", "the store is damaged", "run tagma doctor");
    }

    @Test
    void aJvmThatCannotBeStartedIsNamed() {
        var broken = new DaemonCommand(Map.of("tagma.java", "/nowhere/java", "java.class.path", "x"), environment);
        Daemon hopeless = new Daemon(home, broken, starts::incrementAndGet);

        Failure failure = catchThrowableOfType(Failure.class, () -> ask(hopeless));

        assertThat(failure.exit()).isEqualTo(Exit.TRANSPORT);
        assertThat(failure.sentence() + failure.more()).contains("/nowhere/java");
    }

    @Test
    void aHomeThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        environment.put(Home.VARIABLE, file.resolve("home").toString());

        Failure failure = catchThrowableOfType(Failure.class, () -> ask(daemon(environment)));

        assertThat(failure.exit()).isEqualTo(Exit.TRANSPORT);
        assertThat(failure.sentence())
                .isEqualTo("the daemon cannot be started: " + file.resolve("home/state") + " cannot be made ("
                        + file.resolve("home") + ": Not a directory): set TAGMA_HOME to a directory of your own");
    }

    @Test
    void findsADaemonThatListensElsewhereForTheSameState() throws IOException {
        // given a daemon that was started where a runtime directory was known
        Path runtime = Files.createDirectory(folder.resolve("r"));
        var richer = new TreeMap<>(environment);
        richer.put("XDG_RUNTIME_DIR", runtime.toString());
        String pid = ask(daemon(richer));

        String found = ask(daemon);

        assertThat(found).isEqualTo(pid);
        assertThat(Home.of(richer, folder, folder).socket()).isNotEqualTo(home.socket());
        assertThat(started()).hasSize(1);
    }

    @Test
    void waitsForADaemonThatSomebodyElseIsStarting() throws IOException, InterruptedException {
        // given a lock that another daemon holds, which does not listen yet
        PrivateDirectory.make(home.state());
        PrivateDirectory.make(home.runtime());
        try (FileChannel other =
                FileChannel.open(home.daemonLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(other.lock().isValid()).isTrue();
            var asked = CompletableFuture.supplyAsync(() -> ask(daemon));
            org.awaitility.Awaitility.await()
                    .atMost(LONG)
                    .until(() -> started().findAny().isPresent());

            try (UnixServer listening = new UnixServer(
                    home.socket(),
                    (request, out) -> out.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother"
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII)))) {
                assertThat(asked.join()).isEqualTo("other");
                assertThat(listening.asked()).hasSize(1);
            }
        }
    }

    @Test
    void withoutAnAutomaticStartNothingIsStarted() throws IOException {
        assertThat(daemon.callIfRunning(UnixHttp::connect).isPresent()).isFalse();
        assertThat(started()).isEmpty();
    }

    @Test
    void aKilledDaemonIsStartedAgain() throws IOException {
        String first = ask(daemon);
        ProcessHandle process = ProcessHandle.of(Long.parseLong(first)).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();

        assertThat(daemon.returns(Deadline.after(LONG))).isTrue();

        assertThat(ask(daemon)).isNotEqualTo(first);
    }

    @Test
    void aStoppedDaemonIsWaitedFor() throws IOException {
        PrivateDirectory.make(home.state());
        PrivateDirectory.make(home.runtime());
        assertThat(daemon.returns(Deadline.after(Duration.ofMillis(50)))).isFalse();

        var back = CompletableFuture.supplyAsync(() -> daemon.returns(Deadline.after(LONG)));
        try (UnixServer _ = new UnixServer(home.socket(), (asked, out) -> {})) {
            assertThat(back.join()).isTrue();
        }

        assertThat(started()).isEmpty();
    }
}
