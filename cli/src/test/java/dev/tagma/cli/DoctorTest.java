package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.wire.daemon.CheckJson;
import dev.tagma.wire.daemon.CheckState;
import dev.tagma.wire.daemon.DoctorJson;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest extends CommandTest {

    @BeforeEach
    void allIsWell() throws IOException {
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("HOME", folder.toString());
        program("git", "git version 2.39.5");
        program("tmux", "tmux 3.3a");
        environment.put("PATH", folder.resolve("bin").toString());
        daemon.at("GET /v1/version", "{\"version\":\"(unpackaged)\",\"api\":\"v1\",\"java\":\"25\"}");
        says(new CheckJson("agent claude-code", CheckState.OK, "/usr/bin/claude", Optional.empty()));
    }

    private void says(CheckJson... checks) {
        daemon.at("GET /v1/doctor", Samples.json(new DoctorJson(true, List.of(checks))));
    }

    private void program(String name, String says) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path program = bin.resolve(name);
        Files.writeString(program, "#!/bin/sh\necho '" + says + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private JsonObject check(String name, String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "doctor";
        all[1] = "--json";
        System.arraycopy(words, 0, all, 2, words.length);
        JsonObject found = (JsonObject) JsonText.parse(run(all).out());
        return ((Json.JsonArray) found.member("checks").orElseThrow())
                .items().stream()
                        .map(JsonObject.class::cast)
                        .filter(one -> text(one, "name").equals(name))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no check " + name + " in " + found));
    }

    private void finds(String name, String state, String found, String advice) {
        JsonObject check = check(name);
        assertThat(text(check, "state")).as(name).isEqualTo(state);
        assertThat(text(check, "found")).contains(found);
        assertThat(check.member("advice").orElseThrow().toString()).contains(advice);
    }

    @Test
    void whereAllIsWellItSaysSoOfEachThing() {
        Result result = run("doctor").endsWith(0);

        assertThat(result.out().lines()).allMatch(line -> line.startsWith("ok "));
        assertThat(result.out())
                .contains("java", "git", "2.39.5", "tmux", "3.3a", "state", "socket", "locale", "agent claude-code");
        assertThat(run("doctor", "--json").endsWith(0).out())
                .startsWith("{\"ok\":true,\"checks\":[{\"name\":\"java\",");
    }

    @Test
    void whatIsMissingIsNamedWithHowToGetIt() throws IOException {
        Files.delete(folder.resolve("bin/git"));
        Files.delete(folder.resolve("bin/tmux"));

        finds("git", "failed", "not found", "apt install git");
        finds("tmux", "failed", "not found", "apt install tmux");
        run("doctor").endsWith(1);
    }

    @ParameterizedTest
    @CsvSource({
        "tmux 3.2,ok",
        "tmux 3.3a,ok",
        "tmux next-3.6,ok",
        "tmux 4.0,ok",
        "tmux master,ok",
        "tmux 3.1c,failed",
        "tmux 2.9,failed"
    })
    void tmuxMustBeRecent(String says, String state) throws IOException {
        program("tmux", says);

        assertThat(text(check("tmux"), "state")).isEqualTo(state);
    }

    @Test
    void directoriesThatOthersCanEnterAreClosedWhenAskedTo() throws IOException {
        Files.setPosixFilePermissions(home().state(), PosixFilePermissions.fromString("rwxr-xr-x"));
        finds("state", "warning", "can be entered by others", "chmod 700");

        JsonObject fixed = check("state", "--fix");

        assertThat(fixed.member("fixed")).contains(Json.of(true));
        assertThat(Files.getPosixFilePermissions(home().state()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(text(check("state"), "state")).isEqualTo("ok");
    }

    @Test
    void aConfigurationThatOthersCanReadIsClosedWhenAskedTo() throws IOException {
        Files.writeString(home().configurationFile(), "server: {}\n");
        Files.setPosixFilePermissions(home().configurationFile(), PosixFilePermissions.fromString("rw-r--r--"));
        finds("configuration", "warning", "may hold keys", "chmod 600");

        run("doctor", "--fix").endsWith(0);

        assertThat(Files.getPosixFilePermissions(home().configurationFile()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aSocketThatNobodyListensOnIsStaleAndRemovedWhenAskedTo() throws IOException {
        daemon.stop();
        Files.writeString(home().socket(), "");
        Files.delete(home().socket());
        try (var left = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            left.bind(java.net.UnixDomainSocketAddress.of(home().socket()));
        }
        finds("socket", "warning", "nobody listens on", "--fix");

        check("socket", "--fix");

        assertThat(home().socket()).doesNotExist();
    }

    @Test
    void aSocketThatSomebodyListensOnIsLeftAlone() {
        run("doctor", "--fix").endsWith(0);

        assertThat(home().socket()).exists();
        assertThat(text(check("socket"), "state")).isEqualTo("ok");
    }

    @Test
    void aDaemonThatDoesNotStartIsAFailureWithItsReason() throws IOException {
        daemon.stop();

        finds("daemon", "failed", "exit code 1 before it was ready", "put right what it says");
        run("doctor").endsWith(1);
    }

    @Test
    void aDaemonOfAnotherVersionIsToBeReplaced() {
        daemon.at("GET /v1/version", "{\"version\":\"0.0.9\",\"api\":\"v1\",\"java\":\"25\"}");

        finds("daemon", "warning", "version 0.0.9", "tagma down");
    }

    @Test
    void whatTheDaemonFindsIsShownToo() {
        says(new CheckJson("agent claude-code", CheckState.WARNING, "not found", Optional.of("install it")));

        Result result = run("doctor").endsWith(0);

        assertThat(result.out()).contains("warning  agent claude-code").contains("→ install it");
    }

    @Test
    void aDaemonThatIsCutOffIsAFailure() {
        daemon.at("GET /v1/doctor", FakeDaemon.cut());

        finds("daemon", "failed", "the connection to the daemon was cut", "look again");
    }

    @Test
    void keysOfTheShellThatAgentsDoNotGetAreNamedAndNotShown() throws IOException {
        environment.put("ANTHROPIC_API_KEY", "sk-secret");
        environment.put("ANTHROPIC_BASE_URL", "http://secret.example");
        finds("variables", "warning", "ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL", "agents.claude-code.env");
        assertThat(run("doctor").out() + run("doctor", "--json").out()).doesNotContain("secret");

        Files.writeString(home().configurationFile(), """
                agents:
                  claude-code:
                    env:
                      ANTHROPIC_API_KEY: x
                      # ANTHROPIC_BASE_URL: commented out
                """);

        assertThat(text(check("variables"), "found")).startsWith("ANTHROPIC_BASE_URL set");
    }

    @ParameterizedTest
    @CsvSource({"C,warning", "de_DE.ISO-8859-1,warning", "de_DE.utf8,ok", "en_US.UTF-8,ok", "'',warning"})
    void aLocaleThatIsNotUtf8IsDoubtful(String locale, String state) {
        environment.put("LC_ALL", locale);

        assertThat(text(check("locale"), "state")).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"xterm-nobody-knows,warning", "../../etc/passwd,warning", "known-here,ok", "dumb,ok", "'',ok"})
    void aTerminalThatIsNotDescribedHereIsDoubtful(String terminal, String state) throws IOException {
        Files.createDirectories(folder.resolve(".terminfo/k"));
        Files.writeString(folder.resolve(".terminfo/k/known-here"), "");
        environment.put("TERM", terminal);

        assertThat(text(check("terminal"), "state")).isEqualTo(state);
    }

    @Test
    void itTakesNothingElse() {
        assertThat(run("doctor", "state").endsWith(2).err()).contains("doctor does not take 'state'");
        assertThat(daemon.asked()).isEmpty();
    }
}
