package dev.tagma.adapters.runtime.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.testkit.contract.RecordingListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person attaches with the command they were given, in a terminal of another size, and leaves again. */
class TmuxPersonTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PREFIX = "\u0002";

    @TempDir(factory = ShortDirectory.class)
    private Path directory;

    private TmuxPlace place;
    private TmuxRuntime runtime;
    private Terminal terminal;

    @BeforeEach
    void start() {
        place = new TmuxPlace(directory);
        runtime = place.open();
        terminal = runtime.start(runtime.plan("calm-otter"), place.lineProgram());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text()).contains("ready"));
    }

    @AfterEach
    void clear() throws Exception {
        runtime.close();
        place.killServer();
    }

    /** Somebody at a terminal of 60 columns and 20 rows, inside a tmux of their own. */
    private Person attach() throws IOException {
        String command = String.join(
                " ",
                terminal.attachCommand().stream().map(word -> "'" + word + "'").toList());
        var builder = new ProcessBuilder(
                "script",
                "-qfc",
                "stty cols 60 rows 20; exec " + command,
                directory.resolve("seen").toString());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment()
                .putAll(java.util.Map.of(
                        "PATH",
                        "/usr/bin:/bin",
                        "TERM",
                        "xterm-256color",
                        "LC_ALL",
                        "C.UTF-8",
                        "SHELL",
                        "/bin/sh",
                        "TMUX",
                        "/tmp/somebodys-own/tmux,1,0",
                        "TMUX_PANE",
                        "%0"));
        Process process = builder.start();
        awaitSize(60, 20);
        return new Person(process);
    }

    private record Person(Process process) {

        void type(String text) throws IOException {
            OutputStream keyboard = process.getOutputStream();
            keyboard.write(text.getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        }
    }

    private void awaitSize(int columns, int rows) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Screen screen = terminal.screen();
            assertThat(screen.columns()).isEqualTo(columns);
            assertThat(screen.rows()).hasSize(rows);
        });
    }

    @Test
    void thePersonSeesTheProgramAndTypesIntoIt() throws Exception {
        Person person = attach();

        person.type("hello from a person\r");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text()).contains("got: hello from a person"));
        person.type(PREFIX + "d");
        assertThat(person.process().waitFor()).isZero();
    }

    @Test
    void detachingLeavesEverythingAsItWas() throws Exception {
        Person person = attach();

        person.type(PREFIX + "d");

        awaitSize(80, 24);
        assertThat(terminal.liveness()).isInstanceOf(Liveness.Alive.class);
        assertThat(place.ask("show-options", "-w", "-t", "=calm-otter:")).doesNotContain("window-size");
        assertThat(attach().process().isAlive()).isTrue();
    }

    @Test
    void aPersonWhoseTerminalIsKilledHasLeftToo() throws Exception {
        Person person = attach();

        person.process().descendants().forEach(ProcessHandle::destroyForcibly);
        person.process().destroyForcibly();

        awaitSize(80, 24);
        assertThat(terminal.liveness()).isInstanceOf(Liveness.Alive.class);
    }

    @Test
    void theSizeIsRestoredByTheNextRuntimeWhenNoneWasThere() throws Exception {
        Person person = attach();
        runtime.close();
        person.type(PREFIX + "d");
        person.process().waitFor();

        try (TmuxRuntime next = place.open()) {
            next.list();
            assertThat(place.ask("list-windows", "-t", "=calm-otter", "-F", "#{window_width}x#{window_height}"))
                    .isEqualTo("80x24\n");
        }
    }

    @Test
    void aNewSizeWaitsUntilThePersonHasLeft() throws Exception {
        Person person = attach();

        terminal.resize(100, 40);
        awaitSize(60, 20);
        person.type(PREFIX + "d");

        awaitSize(100, 40);
    }

    @Test
    void keysReachTheProgramThoughThePersonScrolls() throws Exception {
        Person person = attach();
        person.type(PREFIX + "[");
        await().atMost(PATIENCE)
                .until(() -> place.ask("display-message", "-p", "-t", "=calm-otter:", "#{pane_in_mode}")
                        .startsWith("1"));

        terminal.paste("pasted");
        terminal.press(List.of(new Key.Printable('!'), Key.Named.ENTER));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text()).contains("got: pasted!"));
    }

    @Test
    void aWindowThatThePersonOpensIsNotTakenForTheTerminal() throws Exception {
        Person person = attach();
        person.type(PREFIX + "c");
        await().atMost(PATIENCE)
                .until(() ->
                        place.ask("list-windows", "-t", "=calm-otter").lines().count() == 2);

        terminal.paste("to the program\n");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text()).contains("got: to the program"));
        assertThat(runtime.list()).containsExactly(terminal.handle());
        terminal.destroy();
        assertThat(place.ask("list-sessions", "-F", "#{session_name}")).isEqualTo("_monitor\n");
        assertThat(person.process().waitFor()).isZero();
    }

    @Test
    void aPaneThatThePersonSplitsOffIsNotTakenForTheTerminal() throws Exception {
        Person person = attach();
        person.type(PREFIX + "%");
        await().atMost(PATIENCE)
                .until(() -> place.ask("list-panes", "-s", "-t", "=calm-otter")
                                .lines()
                                .count()
                        == 2);

        terminal.paste("to the program\n");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text()).contains("got: to the program"));
        person.type(PREFIX + "d");
        person.process().waitFor();
        assertThat(runtime.list()).containsExactly(terminal.handle());
    }

    @Test
    void whatThePersonDoesIsToldLikeAnythingElse() throws Exception {
        var listener = new RecordingListener();
        terminal.subscribe(listener);
        Person person = attach();

        person.type("title set by hand\r");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listener.calls()).contains("titled set by hand", "changed"));
    }

    @Test
    void destroyingSendsThePersonHome() throws Exception {
        Person person = attach();

        terminal.destroy();

        assertThat(person.process().waitFor()).isZero();
    }
}
