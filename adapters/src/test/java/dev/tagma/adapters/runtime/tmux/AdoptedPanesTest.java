package dev.tagma.adapters.runtime.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tagma.spi.runtime.Borrowed;
import dev.tagma.spi.runtime.ForeignPane;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime.Recovery;
import dev.tagma.testkit.contract.RecordingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's own tmux server, with shells and programs that nobody told Tagma of. */
class AdoptedPanesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir(factory = ShortDirectory.class)
    private Path directory;

    private Path socket;
    private Path script;
    private TmuxPlace ours;
    private AdoptedPanes panes;

    @BeforeEach
    void start() throws Exception {
        Path theirs = Files.createDirectories(directory.resolve("theirs"));
        socket = theirs.resolve("default");
        script = Files.writeString(directory.resolve("lines"), TmuxPlace.LINES);
        ours = new TmuxPlace(directory);
        panes = new AdoptedPanes(ours.settings(), theirs);
        tmux("-f", "/dev/null", "new-session", "-d", "-s", "main", "-x", "90", "-y", "30", "/bin/sh");
    }

    @AfterEach
    void end() throws Exception {
        panes.close();
        tmux("kill-server");
    }

    private String tmux(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("PATH", "/usr/bin:/bin", "PS1", "$ ", "TERM", "xterm-256color", "MARK", "theirs"));
        Process process = builder.start();
        process.getOutputStream().close();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return answer.strip();
    }

    /** A person starts the line program from their shell. */
    private ForeignPane started() throws Exception {
        tmux("send-keys", "-t", "main:", "-l", "/bin/sh " + script);
        tmux("send-keys", "-t", "main:", "Enter");
        await().atMost(PATIENCE)
                .until(() -> panes.pane(Optional.empty(), "main:")
                                .commands()
                                .toString()
                                .contains(script.toString())
                        && tmux("capture-pane", "-p", "-t", "main:").contains("ready"));
        return panes.pane(Optional.empty(), "main:");
    }

    private Terminal found(TerminalHandle handle) {
        return ((Recovery.Found) panes.recover(handle)).terminal();
    }

    private static void awaitText(Terminal terminal, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text()).contains(text));
    }

    private static void enter(Terminal terminal, String text) {
        terminal.paste(text);
        terminal.press(List.of(Key.Named.ENTER));
    }

    private static void awaitEnd(RecordingListener listener) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listener.calls()).anyMatch(call -> call.startsWith("ended ")));
    }

    @Test
    void whatRunsInFrontIsFoundWithWhereItIs() throws Exception {
        ForeignPane pane = started();

        assertThat(panes.panes(Optional.empty())).containsExactly(pane);
        assertThat(panes.panes(Optional.of(socket))).containsExactly(pane);
        assertThat(panes.pane(Optional.of(socket), "%0")).isEqualTo(pane);
        assertThat(pane.place()).isEqualTo(socket + ":%0");
        assertThat(pane.window()).isEqualTo("main:0.0");
        assertThat(pane.directory()).isEqualTo(directory.toRealPath());
        assertThat(pane.commands().getFirst()).containsExactly("/bin/sh", script.toString());
        assertThat(pane.handle().runtime()).isEqualTo("adopted");
    }

    @Test
    void itIsSeenAndTypedIntoByTheStoredHandle() throws Exception {
        Terminal terminal = found(TerminalHandle.parse(started().handle().text()));

        enter(terminal, "$HOME übung 漢字");

        awaitText(terminal, "got: $HOME übung 漢字");
        assertThat(terminal.capture(2, false)).contains("got: $HOME übung 漢字");
        assertThat(terminal.screen().columns()).isEqualTo(90);
        assertThat(terminal.liveness()).isInstanceOf(Liveness.Alive.class);
        assertThat(terminal).isInstanceOf(Borrowed.class);
        assertThat(terminal.attachCommand()).contains(socket.toString());
    }

    @Test
    void changesAndTheProgramsEndAreToldThoughTheShellGoesOn() throws Exception {
        Terminal terminal = found(started().handle());
        var listener = new RecordingListener();
        try (var _ = terminal.subscribe(listener)) {
            enter(terminal, "title by hand");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(listener.calls()).contains("titled by hand"));

            enter(terminal, "exit 0");

            awaitEnd(listener);
        }
        assertThat(terminal.liveness()).isInstanceOf(Liveness.Dead.class);
        assertThat(tmux("list-panes", "-a", "-F", "#{pane_dead}")).isEqualTo("0");
    }

    @Test
    void nothingIsTypedToWhateverTookItsPlace() throws Exception {
        Terminal terminal = found(started().handle());
        enter(terminal, "exit 0");
        await().atMost(PATIENCE).until(() -> terminal.liveness() instanceof Liveness.Dead);

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> terminal.paste("touch oops"))
                .withMessageContaining("not in front")
                .matches(refused -> !refused.inDoubt());
        assertThatExceptionOfType(TerminalException.class).isThrownBy(() -> terminal.press(List.of(Key.Named.ENTER)));
        assertThat(tmux("capture-pane", "-p", "-t", "%0")).doesNotContain("oops");
    }

    @Test
    void itIsNeverResizedSignalledOrEnded() throws Exception {
        ForeignPane pane = started();
        Terminal terminal = found(pane.handle());

        assertThatExceptionOfType(TerminalException.class).isThrownBy(() -> terminal.resize(40, 10));
        assertThatExceptionOfType(TerminalException.class).isThrownBy(() -> terminal.signal("TERM"));
        terminal.destroy();
        terminal.destroy();

        assertThat(ProcessHandle.of(pane.program().pid())).isPresent();
        assertThat(tmux("list-panes", "-a", "-F", "#{pane_width}x#{pane_height}"))
                .isEqualTo("90x30");
        awaitText(found(pane.handle()), "ready");
    }

    @Test
    void lookingChangesNothingForItsOwner() throws Exception {
        ForeignPane pane = started();
        tmux("set-option", "-g", "update-environment", "MARK");
        tmux("set-environment", "-t", "main", "MARK", "theirs");
        tmux("new-window", "-t", "main:", "/bin/sh");
        String options = tmux("show-options", "-g") + tmux("show-options", "-s") + tmux("show-options", "-w");

        Terminal terminal = found(pane.handle());
        awaitText(terminal, "ready");
        terminal.destroy();

        assertThat(tmux("display-message", "-p", "-t", "main:", "#{window_index}"))
                .isEqualTo("1");
        assertThat(tmux("show-environment", "-t", "main", "MARK")).isEqualTo("MARK=theirs");
        assertThat(tmux("show-options", "-g") + tmux("show-options", "-s") + tmux("show-options", "-w"))
                .isEqualTo(options);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(tmux("list-clients")).isEmpty());
    }

    @Test
    void theEndOfTheServerIsToldAndItsNamesakeIsNotMistakenForIt() throws Exception {
        ForeignPane pane = started();
        Terminal terminal = found(pane.handle());
        var listener = new RecordingListener();
        try (var _ = terminal.subscribe(listener)) {
            tmux("kill-server");

            awaitEnd(listener);
        }
        assertThat(panes.recover(pane.handle())).isInstanceOf(Recovery.Missing.class);

        tmux("-f", "/dev/null", "new-session", "-d", "-s", "main", "/bin/sh");

        assertThat(panes.recover(pane.handle())).isInstanceOf(Recovery.Missing.class);
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> panes.pane(Optional.empty(), "%99"))
                .withMessageContaining("no pane '%99'");
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> panes.pane(Optional.of(directory.resolve("nobody")), "%0"))
                .withMessageContaining("no tmux server runs");
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> panes.panes(Optional.of(directory.resolve("nobody"))))
                .withMessageContaining("no tmux server runs");
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> panes.pane(Optional.of(ours.settings().socket()), "%0"))
                .withMessageContaining("Tagma's own");
        assertThat(panes.recover(new TerminalHandle(1, "adopted", "boot-0", "%0 1 1 1 1 /s")))
                .isInstanceOf(Recovery.Rebooted.class);
        for (String name : List.of("", "%0", "; kill-server", "%0 x y z w /s", "%0 1 1 1 1 " + socket)) {
            assertThat(panes.recover(new TerminalHandle(1, "adopted", "boot-1", name)))
                    .as(name)
                    .isInstanceOf(Recovery.Missing.class);
        }
        assertThat(tmux("list-panes", "-a", "-F", "#{pane_id}")).isEqualTo("%0");
    }

    @Test
    void aShellThatWaitsIsWhatIsInFront() throws Exception {
        ForeignPane shell = panes.pane(Optional.empty(), "main:");

        assertThat(shell.program().pid()).isEqualTo(Long.parseLong(tmux("list-panes", "-F", "#{pane_pid}")));
        assertThat(found(shell.handle()).liveness())
                .isEqualTo(new Liveness.Alive(shell.program().pid()));
    }
}
