package dev.tagma.adapters.runtime.pty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tagma.adapters.proc.Processes;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalRuntime.Recovery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PtyTerminalTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private PtyRuntime runtime;

    private PtyRuntime runtime() {
        if (runtime == null) {
            runtime = new PtyRuntime(directory.resolve("pty"), "boot-1");
        }
        return runtime;
    }

    @AfterEach
    void close() {
        if (runtime != null) {
            runtime.close();
        }
    }

    private Terminal start(String name, String script, String... arguments) {
        return runtime().start(runtime().plan(name), PtyPrograms.sh(script, "/bin/sh", directory, arguments));
    }

    private static void awaitText(Terminal terminal, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text()).contains(text));
    }

    private static long pid(Terminal terminal) {
        return ((Liveness.Alive) terminal.liveness()).pid();
    }

    @Test
    void theProgramHasTheTerminalAndNothingElse() {
        Terminal terminal = start(
                "own", "echo \"$1/$TERM/$(stty size)/$(tty)\"; ls -l /proc/$$/fd; env; echo more; read x", "a  b");

        awaitText(terminal, "more");

        assertThat(terminal.screen().text()).containsPattern("a  b/xterm-256color/24 80//dev/pts/[0-9]+");
        assertThat(terminal.screen().text())
                .doesNotContain("ptmx")
                .doesNotContain("SHLVL")
                .doesNotContain("OLDPWD");
    }

    @Test
    void aPasteIsBracketedWhereTheProgramHasAskedForIt() {
        Terminal terminal = start("brackets", "stty raw -echo; printf '\\033[?2004hready'; head -c 17 | od -c; read x");
        awaitText(terminal, "ready");

        terminal.paste("hello");

        awaitText(terminal, "2   0   0   ~   h   e   l   l   o");
    }

    @Test
    void whatIsNotReadKeepsNobodyWaiting() {
        Terminal terminal = start("deaf", "stty raw -echo; printf ready; exec sleep 600");
        awaitText(terminal, "ready");

        terminal.paste("x".repeat(8_000_000));
        terminal.paste("y".repeat(8_000_000));

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> terminal.paste("z".repeat(20_000_000)))
                .withMessageContaining("does not read")
                .matches(e -> !e.inDoubt());
    }

    @Test
    void aLongPasteArrivesWhole() {
        Terminal terminal = start("long", "stty raw -echo; printf ready; head -c 1000000 | cksum; read x");
        awaitText(terminal, "ready");

        terminal.paste("0123456789".repeat(100_000));

        awaitText(terminal, " 1000000");
    }

    @Test
    void aProgramThatIgnoresTheHangUpEndsWithItsTerminal() {
        Terminal terminal = start("stubborn", "trap '' HUP; printf ready; while :; do sleep 1; done");
        awaitText(terminal, "ready");
        long pid = pid(terminal);

        terminal.destroy();

        await().atMost(PATIENCE)
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void theEndIsToldThoughAnotherProcessKeepsTheTerminal() {
        Terminal terminal = start("leaving", "sleep 600 & printf left; exit 3");

        await().atMost(PATIENCE).until(() -> terminal.liveness() instanceof Liveness.Dead);

        assertThat(terminal.screen().text()).contains("left");
    }

    @Test
    void whatOutlivedAHolderThatIsGoneIsEnded() throws Exception {
        Process holder = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        var gone = new ProcessKey(holder.pid(), 1, Processes.bootId());
        holder.waitFor();
        Process left = new ProcessBuilder("/usr/bin/setsid", "/bin/sh", "-c", "trap '' HUP; sleep 600; :").start();
        await().atMost(PATIENCE)
                .until(() -> Processes.find(left.pid()).isPresent()
                        && !Holdings.membersOf(Processes.find(left.pid()).get()).isEmpty());
        new Holdings(directory.resolve("pty"), gone)
                .hold("orphan", Processes.find(left.pid()).orElseThrow());

        Recovery recovery = runtime().recover(runtime().plan("orphan"));

        assertThat(recovery).isEqualTo(new Recovery.Missing("its terminal ended with the daemon that held it"));
        assertThat(left.waitFor()).isEqualTo(137);
        assertThat(Files.readString(directory.resolve("pty").resolve("orphan"))).doesNotContain("" + left.pid());
    }

    @Test
    void noOtherProgramCanShowIt() {
        Terminal terminal = start("private", "printf ready; read x");

        assertThat(terminal.attachCommand()).isEmpty();
    }
}
