package dev.tagma.adapters.runtime.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program gets when it is started: its very arguments, environment, directory and terminal. */
class TmuxLaunchTest {

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

    private Terminal start(String name, TerminalSpec spec) {
        return runtime.start(runtime.plan(name), spec);
    }

    private static void awaitEnd(Terminal terminal) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.liveness())
                        .as(() -> terminal.handle() + ": " + terminal.screen().text())
                        .isEqualTo(new Liveness.Dead(OptionalInt.of(0))));
    }

    @Test
    void noExitCodeIsMissed() {
        for (int i = 0; i < 100; i++) {
            Terminal terminal = start("exit-" + i, place.sh("exit 0", "/bin/sh"));
            awaitEnd(terminal);
            terminal.destroy();
        }
    }

    private static List<String> nulSeparated(Path file) throws IOException {
        String text = Files.readString(file);
        return text.isEmpty()
                ? List.of()
                : Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
    }

    @Test
    void argumentsArriveExactly() throws Exception {
        List<String> arguments = List.of(
                "a b",
                "",
                "'",
                "\"",
                "it's \"q\"",
                "$HOME",
                "`id`",
                ";",
                "\\;",
                "a;",
                "{",
                "}",
                "#{pid}",
                "#(touch x)",
                "#[bold]",
                "%%",
                "%1",
                "~",
                "~root",
                "-x",
                "--",
                "a\nb",
                "\n",
                "\\n",
                "\\",
                "tab\there",
                "bell\u0007",
                "esc\u001b[31m",
                "ünïcödé 漢字 🙂",
                "x".repeat(100_000),
                "K=V",
                "%if 1",
                "\r",
                "");
        Path file = directory.resolve("arguments");
        TerminalSpec spec = place.sh("printf '%s\\0' \"$@\" > " + file, "/bin/sh", arguments.toArray(String[]::new));

        awaitEnd(start("arguments", spec));

        assertThat(nulSeparated(file)).isEqualTo(arguments);
    }

    @Test
    void theEnvironmentIsExactlyWhatWasAskedFor() throws Exception {
        Map<String, String> wanted = new HashMap<>(Map.of(
                "PATH", "/usr/bin:/bin",
                "HOME", directory.toString(),
                "EMPTY", "",
                "QUOTES", "it's \"q\" $HOME `id` ; # %% ~ \\ {",
                "LINES_OF_TEXT", "one\ntwo\n",
                "FORMAT", "#{pid} #(touch x) %H",
                "UNICODE", "ünïcödé 🙂",
                "SECRET", "s".repeat(50_000)));
        Path file = directory.resolve("environment");
        var spec = new TerminalSpec(environmentTo(file), wanted, directory, 80, 24);

        awaitEnd(start("environment", spec));

        wanted.put("TERM", "tmux-256color");
        assertThat(environmentIn(file)).isEqualTo(wanted);
    }

    /** Copies the environment as the kernel handed it over, not as the shell has changed it since. */
    private static List<String> environmentTo(Path file) {
        return List.of("/bin/sh", "-c", "/usr/bin/cat /proc/$$/environ > '" + file + "'");
    }

    private static Map<String, String> environmentIn(Path file) throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (String entry : nulSeparated(file)) {
            int equals = entry.indexOf('=');
            environment.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return environment;
    }

    @Test
    void variablesThatTmuxSetsItselfHaveTheAskedValue() throws Exception {
        Map<String, String> wanted = Map.of(
                "TERM",
                "xterm-256color",
                "TMUX",
                "mine",
                "TMUX_PANE",
                "%99",
                "SHELL",
                "/bin/false",
                "PWD",
                "/nowhere",
                "TERM_PROGRAM",
                "other program");
        Path file = directory.resolve("environment");
        var spec = new TerminalSpec(environmentTo(file), wanted, directory, 80, 24);

        awaitEnd(start("own", spec));

        assertThat(environmentIn(file)).isEqualTo(wanted);
    }

    @Test
    void valuesOfVariablesAreInNoArgumentList() throws Exception {
        var spec = new TerminalSpec(
                List.of("/bin/sleep", "1000"), Map.of("TOKEN", "very-secret-value"), directory, 80, 24);
        start("secret", spec);

        for (String line :
                place.ask("list-panes", "-a", "-F", "#{pane_start_command}").split("\n", -1)) {
            assertThat(line).doesNotContain("very-secret-value");
        }
        try (var processes = ProcessHandle.allProcesses()) {
            assertThat(processes.map(process -> process.info().commandLine().orElse("")))
                    .noneMatch(line -> line.contains("very-secret-value"));
        }
    }

    @Test
    void theDirectoryMayHaveAnyName() throws Exception {
        List<String> names = List.of(
                "with space",
                "ünï 漢字",
                "it's \"q\"",
                "#{pid}",
                "##x",
                "#[bold]",
                "##[x",
                "%H %%",
                "$HOME",
                "a\nb",
                "~",
                ";",
                "#(touch y)",
                "#",
                "x#");
        for (int i = 0; i < names.size(); i++) {
            Path here = Files.createDirectory(directory.resolve(names.get(i)));
            Path file = directory.resolve("pwd" + i);
            TerminalSpec spec = place.sh("printf %s \"$(pwd -P)/\" > '" + file + "'", "/bin/sh");

            awaitEnd(start("directory-" + i, new TerminalSpec(spec.command(), spec.environment(), here, 80, 24)));

            assertThat(Files.readString(file)).isEqualTo(here.toRealPath() + "/");
        }
    }

    @Test
    void thePaneIsTheProgramItself() {
        var spec = new TerminalSpec(List.of("/bin/sleep", "1000"), Map.of(), directory, 80, 24);

        Terminal terminal = start("itself", spec);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.liveness())
                        .isInstanceOfSatisfying(
                                Liveness.Alive.class,
                                alive -> assertThat(ProcessHandle.of(alive.pid())
                                                .orElseThrow()
                                                .info()
                                                .command())
                                        .hasValueSatisfying(
                                                command -> assertThat(command).endsWith("/sleep"))));
    }

    @Test
    void aProgramIsFoundOnTheGivenPathOnly() throws Exception {
        Path bin = Files.createDirectory(directory.resolve("my bin"));
        Path tool = bin.resolve("my-tool");
        Files.writeString(tool, "#!/bin/sh\nexit 0\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));

        awaitEnd(
                start("tool", new TerminalSpec(List.of("my-tool"), Map.of("PATH", bin.toString()), directory, 80, 24)));

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> start(
                        "absent", new TerminalSpec(List.of("my-tool"), Map.of("PATH", "/bin"), directory, 80, 24)))
                .withMessageContaining("'my-tool'")
                .withMessageContaining("put it on the PATH, or name it with its whole path");
    }

    @Test
    void aFileThatMayNotRunIsNamed() throws Exception {
        Path tool = Files.writeString(directory.resolve("tool"), "text");

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(
                        () -> start("tool", new TerminalSpec(List.of(tool.toString()), Map.of(), directory, 80, 24)))
                .withMessageContaining(tool.toString());
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> start("none", specOf(List.of(), Map.of())));
        assertThatIllegalArgumentException().isThrownBy(() -> start("nul", specOf(List.of("/bin/ls", "\0"), Map.of())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start("variable", specOf(List.of("/bin/ls"), Map.of("A=B", "x"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start("value", specOf(List.of("/bin/ls"), Map.of("A", "\0"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start("size", new TerminalSpec(List.of("/bin/ls"), Map.of(), directory, 0, 24)));
    }

    private TerminalSpec specOf(List<String> command, Map<String, String> environment) {
        return new TerminalSpec(command, environment, directory, 80, 24);
    }

    @Test
    void theTerminalHasTheAskedSizeFromTheBeginning() throws Exception {
        Path file = directory.resolve("size");
        TerminalSpec spec = place.sh("stty size > " + file, "/bin/sh");

        awaitEnd(start("size", new TerminalSpec(spec.command(), spec.environment(), directory, 133, 47)));

        assertThat(Files.readString(file)).isEqualTo("47 133\n");
    }

    @Test
    void theUsersOwnConfigurationIsNotRead() throws Exception {
        start("own", place.lineProgram());

        assertThat(place.ask("show-options", "-gv", "status")).isEqualTo("off\n");
        assertThat(place.ask("show-options", "-gv", "prefix")).isEqualTo("C-b\n");
        assertThat(place.ask("show-options", "-gwv", "window-size")).isEqualTo("latest\n");
        assertThat(place.ask("show-environment", "-g").lines().filter(line -> !line.startsWith("PWD=")))
                .isEmpty();
    }

    @Test
    void onlyTheOwnerMayEnterWhereTheSocketIs() throws Exception {
        start("private", place.lineProgram());

        assertThat(Files.getPosixFilePermissions(place.settings().socket().getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(place.settings().directory()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void anAbsentTmuxIsNamed() {
        var settings = new TmuxSettings(
                "/no/such/tmux",
                place.settings().socket(),
                directory.resolve("state"),
                "b",
                java.util.Optional.empty());
        try (var absent = new TmuxRuntime(settings)) {
            assertThatExceptionOfType(TerminalException.class)
                    .isThrownBy(() -> absent.start(absent.plan("a"), place.lineProgram()))
                    .withMessageContaining("/no/such/tmux")
                    .withMessageContaining("install tmux 3.2 or newer");
            assertThat(absent.list()).isEmpty();
        }
    }

    @Test
    void anOldTmuxIsRefused() throws Exception {
        Path old = directory.resolve("tmux");
        Files.writeString(old, "#!/bin/sh\necho tmux 3.1c\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwx------"));
        var settings = new TmuxSettings(
                old.toString(), place.settings().socket(), directory.resolve("state"), "b", java.util.Optional.empty());
        try (var runtimeOfOld = new TmuxRuntime(settings)) {
            assertThatExceptionOfType(TerminalException.class)
                    .isThrownBy(() -> runtimeOfOld.start(runtimeOfOld.plan("a"), place.lineProgram()))
                    .withMessageContaining("tmux 3.1c")
                    .withMessageContaining("3.2");
        }
    }

    @Test
    void everyKeyIsTheKeyThatItSays() {
        Terminal terminal = start("keys", place.sh("stty raw -echo; printf ready; exec cat -vT", "/bin/sh"));
        await().atMost(PATIENCE).until(() -> terminal.screen().text().startsWith("ready"));

        terminal.press(new ArrayList<>(Arrays.asList(dev.tagma.spi.runtime.Key.Named.values())));
        terminal.press(List.of(new dev.tagma.spi.runtime.Key.Control('A'), new dev.tagma.spi.runtime.Key.Control('z')));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text().replace("\n", ""))
                        .isEqualTo("ready^M^[^I^?^[[A^[[B^[[D^[[C^[[1~^[[4~^A^Z"));
    }
}
