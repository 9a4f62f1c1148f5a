package dev.tagma.adapters.runtime.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalRuntime.Recovery;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.contract.RecordingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when tmux, its client, a program or a file is taken away or stands still. */
class TmuxFaultTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir(factory = ShortDirectory.class)
    private Path directory;

    private TmuxPlace place;
    private TmuxRuntime runtime;

    @BeforeEach
    void open() {
        place = new TmuxPlace(directory);
        runtime = place.open();
    }

    @AfterEach
    void clear() throws Exception {
        runtime.close();
        place.killServer();
    }

    private Terminal started(String name, TerminalSpec spec) {
        Terminal terminal = runtime.start(runtime.plan(name), spec);
        awaitText(terminal, "ready");
        return terminal;
    }

    private Terminal started(String name) {
        return started(name, place.lineProgram());
    }

    private static void awaitText(Terminal terminal, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text()).contains(text));
    }

    private static void awaitCall(RecordingListener listener, String beginning) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listener.calls()).anyMatch(call -> call.startsWith(beginning)));
    }

    private static void enter(Terminal terminal, String line) {
        terminal.paste(line);
        terminal.press(List.of(Key.Named.ENTER));
    }

    private static void kill(String signal, long pid) throws Exception {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " " + pid).start();
        assertThat(kill.waitFor()).isZero();
    }

    @Test
    void theServersDeathEndsItsTerminals() throws Exception {
        Terminal first = started("first");
        Terminal second = started("second");
        var listener = new RecordingListener();
        first.subscribe(listener);

        kill("KILL", place.serverPid());

        awaitCall(listener, "ended Gone");
        assertThat(listener.callsBesideChanged().getLast()).startsWith("ended Gone");
        assertThat(first.liveness()).isInstanceOf(Liveness.Gone.class);
        assertThat(second.liveness()).isInstanceOf(Liveness.Gone.class);
        assertThat(runtime.recover(second.handle())).isInstanceOf(Recovery.Missing.class);
        assertThat(runtime.list()).isEmpty();
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> first.paste("hello"))
                .matches(e -> !e.inDoubt());
    }

    @Test
    void afterTheServersDeathANewOneIsStartedAndOldTerminalsAreNotMistakenForNewOnes() throws Exception {
        Terminal old = started("first");
        kill("KILL", place.serverPid());

        Terminal fresh = started("first");

        assertThat(fresh.liveness()).isInstanceOf(Liveness.Alive.class);
        assertThat(old.liveness()).isInstanceOf(Liveness.Gone.class);
        assertThatExceptionOfType(TerminalException.class).isThrownBy(() -> old.paste("for the old one"));
        old.destroy();
        assertThat(fresh.liveness()).isInstanceOf(Liveness.Alive.class);
    }

    @Test
    void aDeadServerIsSeenByARuntimeThatNeverMetIt() throws Exception {
        Terminal terminal = started("first");
        runtime.close();
        kill("KILL", place.serverPid());

        try (TmuxRuntime next = place.open()) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(next.recover(terminal.handle())).isInstanceOf(Recovery.Missing.class));
        }
    }

    @Test
    void theClientsDeathIsMended() throws Exception {
        Terminal terminal = started("mended");
        var listener = new RecordingListener();
        terminal.subscribe(listener);

        for (int i = 0; i < 5; i++) {
            kill("KILL", place.controlClients().getFirst());
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> terminal.screen().text().contains("ready"));
            enter(terminal, "title number " + i);
            awaitCall(listener, "titled number " + i);
        }

        assertThat(listener.callsBesideChanged().stream().filter(call -> call.startsWith("ended")))
                .isEmpty();
        assertThat(terminal.liveness()).isInstanceOf(Liveness.Alive.class);
    }

    @Test
    void whatHappenedWhileTheClientWasGoneIsTold() throws Exception {
        Terminal terminal = started("meanwhile");
        var listener = new RecordingListener();
        terminal.subscribe(listener);
        long server = place.serverPid();

        long program = ((Liveness.Alive) terminal.liveness()).pid();

        kill("STOP", server);
        kill("KILL", place.lastKnownClient());
        kill("KILL", program);
        kill("CONT", server);

        awaitCall(listener, "ended Dead[exitCode=OptionalInt[137]]");
    }

    @Test
    void aProgramThatIsKilledIsDead() throws Exception {
        Terminal terminal = started("killed");
        var listener = new RecordingListener();
        terminal.subscribe(listener);

        kill("KILL", ((Liveness.Alive) terminal.liveness()).pid());

        awaitCall(listener, "ended " + new Liveness.Dead(OptionalInt.of(137)));
    }

    @Test
    void aServerThatStandsStillIsLostAndThenRestored() throws Exception {
        Terminal terminal = started("still");
        var listener = new RecordingListener();
        terminal.subscribe(listener);
        long server = place.serverPid();

        kill("STOP", server);
        try {
            awaitCall(listener, "lost");
            assertThat(terminal.liveness()).isInstanceOf(Liveness.Unknown.class);
            assertThat(runtime.recover(terminal.handle())).isInstanceOf(Recovery.Unreachable.class);
            assertThatExceptionOfType(TerminalException.class)
                    .isThrownBy(() -> terminal.paste("hello"))
                    .matches(e -> !e.inDoubt());
        } finally {
            kill("CONT", server);
        }

        awaitCall(listener, "restored");
        enter(terminal, "title back");
        awaitCall(listener, "titled back");
        assertThat(listener.callsBesideChanged()).containsExactly("lost", "restored", "titled back");
    }

    @Test
    void aServerThatStandsStillForLongIsFoundAgain() throws Exception {
        Terminal terminal = started("long");
        var listener = new RecordingListener();
        terminal.subscribe(listener);
        long server = place.serverPid();
        long client = place.controlClients().getFirst();

        kill("STOP", server);
        try {
            await().atMost(PATIENCE).until(() -> ProcessHandle.of(client).isEmpty());
        } finally {
            kill("CONT", server);
        }

        awaitCall(listener, "restored");
        assertThat(terminal.liveness()).isInstanceOf(Liveness.Alive.class);
    }

    @Test
    void aPasteWhoseAnswerNeverCameIsInDoubt() throws Exception {
        Terminal terminal = started("doubt");
        long server = place.serverPid();

        kill("STOP", server);
        var paste = CompletableFuture.runAsync(() -> terminal.paste("hello"));
        await().atMost(PATIENCE).until(() -> place.pasteFiles() == 1);
        // Long enough to be written; the server cannot answer.
        await().pollDelay(Duration.ofMillis(200)).until(() -> !paste.isDone());
        kill("KILL", server);

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(paste::join)
                .havingCause()
                .isInstanceOfSatisfying(
                        TerminalException.class, e -> assertThat(e.inDoubt()).isTrue());
        assertThat(place.pasteFiles()).isZero();
    }

    @Test
    void aRemovedSocketIsMadeAnew() throws Exception {
        Terminal terminal = started("socket");
        runtime.close();
        Files.delete(place.settings().socket());

        try (TmuxRuntime next = place.open()) {
            assertThat(next.recover(terminal.handle()))
                    .isInstanceOfSatisfying(Recovery.Found.class, found -> awaitText(found.terminal(), "ready"));
        }
    }

    @Test
    void aSocketRemovedUnderAConnectionHarmsNothing() throws Exception {
        Terminal terminal = started("socket");
        Files.delete(place.settings().socket());

        enter(terminal, "still here");

        awaitText(terminal, "got: still here");
        kill("KILL", place.lastKnownClient());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> terminal.screen().text().contains("still here"));
        assertThat(Files.exists(place.settings().socket())).isTrue();
    }

    @Test
    void aKilledMonitorSessionIsMadeAnew() throws Exception {
        Terminal terminal = started("monitored");
        var listener = new RecordingListener();
        terminal.subscribe(listener);

        place.ask("kill-session", "-t", "=_monitor");
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> terminal.screen().text().contains("ready"));
        enter(terminal, "title seen again");

        awaitCall(listener, "titled seen again");
        assertThat(listener.callsBesideChanged().stream().filter(call -> call.startsWith("ended")))
                .isEmpty();
    }

    @Test
    void aTerminalWithoutItsSessionIsMended() throws Exception {
        Terminal terminal = started("sessionless");
        runtime.close();
        place.ask("kill-session", "-t", "=sessionless");

        try (TmuxRuntime next = place.open()) {
            assertThat(next.recover(terminal.handle()))
                    .isInstanceOfSatisfying(Recovery.Found.class, found -> awaitText(found.terminal(), "ready"));
            assertThat(place.ask("list-panes", "-s", "-t", "=sessionless", "-F", "#{@tagma-name}"))
                    .isEqualTo("sessionless\n");
        }
    }

    @Test
    void aHalfMadeTerminalIsReplaced() throws Exception {
        started("other");
        place.ask("new-session", "-d", "-s", "half", "sleep", "1000");

        Terminal terminal = started("half");

        assertThat(terminal.liveness()).isInstanceOf(Liveness.Alive.class);
        assertThat(place.ask("list-panes", "-s", "-t", "=half", "-F", "#{@tagma-name}"))
                .isEqualTo("half\n");
    }

    @Test
    void programsThatIgnoreTheHangUpAreEndedAllTheSame() throws Exception {
        Path pids = directory.resolve("pids");
        Terminal terminal = started(
                "stubborn",
                place.sh(
                        "trap '' HUP TERM; sleep 1000 & echo $$ $! > " + pids + "; echo ready; wait; sleep 1000",
                        "/bin/sh"));

        terminal.destroy();

        for (String pid : Files.readString(pids).strip().split(" ", -1)) {
            await().atMost(PATIENCE).until(() -> ended(Long.parseLong(pid)));
        }
    }

    private static boolean ended(long pid) throws Exception {
        Path stat = Path.of("/proc/" + pid + "/stat");
        return !Files.exists(stat) || Files.readString(stat).contains(") Z ");
    }

    @Test
    void anIdleServerDoesNotOutliveItsLastRuntime() throws Exception {
        started("brief").destroy();
        long server = place.serverPid();
        TmuxRuntime other = place.open();
        other.list();

        runtime.close();
        assertThat(ended(server)).isFalse();

        other.close();
        await().atMost(PATIENCE).until(() -> ended(server));
    }

    @Test
    void whatAProgramShowsIsNeverTakenForTmuxSpeaking() throws Exception {
        Path script = directory.resolve("liar");
        Files.writeString(script, """
                echo ready
                t=$(date +%s)
                i=0
                while [ $i -lt 6000 ]; do
                  echo "%end $t $i 1"; echo "%error $t $i 1"; echo "%exit"; echo "%begin $t $i 1"
                  echo "%subscription-changed tagma-pane \\$0 @2 1 %2 : 1 9: 1 1 lie"
                  i=$((i+1))
                done
                echo done
                while :; do sleep 100; done
                """);
        Terminal other = started("other");
        var listener = new RecordingListener();
        other.subscribe(listener);
        Terminal liar = runtime.start(runtime.plan("liar"), place.sh("exec sh " + script, "/bin/sh"));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(liar.capture(3000, false)).startsWith("%").endsWith("done");
            assertThat(liar.screen().rows()).hasSize(24);
            assertThat(liar.screen().text()).contains("done");
        });

        assertThat(other.liveness()).isInstanceOf(Liveness.Alive.class);
        assertThat(listener.callsBesideChanged()).isEmpty();
    }

    @Test
    void aFloodStarvesNobody() {
        Terminal flood = runtime.start(runtime.plan("flood"), place.sh("exec yes 'some flood of text'", "/bin/sh"));
        awaitText(flood, "some flood of text");
        Terminal quiet = started("quiet");
        var listener = new RecordingListener();
        quiet.subscribe(listener);

        for (int i = 0; i < 20; i++) {
            enter(quiet, "round " + i);
            awaitText(quiet, "got: round " + i);
            assertThat(flood.screen().text()).contains("some flood of text");
        }
        enter(quiet, "title calm");

        awaitCall(listener, "titled calm");
        flood.destroy();
    }

    @Test
    void aHundredTerminalsAreManyButNotTooMany() {
        for (int i = 0; i < 100; i++) {
            runtime.start(runtime.plan("t-" + i), place.lineProgram());
        }
        assertThat(runtime.list()).hasSize(100);

        runtime.close();
        try (TmuxRuntime next = place.open()) {
            for (int i = 0; i < 100; i++) {
                var found = (Recovery.Found) next.recover(next.plan("t-" + i));
                enter(found.terminal(), "hello " + i);
            }
            for (int i = 0; i < 100; i++) {
                var found = (Recovery.Found) next.recover(next.plan("t-" + i));
                awaitText(found.terminal(), "got: hello " + i);
                found.terminal().destroy();
            }
            assertThat(next.list()).isEmpty();
        }
    }
}
