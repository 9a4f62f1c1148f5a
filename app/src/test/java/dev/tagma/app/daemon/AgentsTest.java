package dev.tagma.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.runtime.pipe.PipeRuntime;
import dev.tagma.app.config.Config;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.wire.agent.AgentDriverJson;
import dev.tagma.wire.agent.AgentJson;
import dev.tagma.wire.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentsTest {

    private final Closer closer = new Closer();
    private final FileWatch watch = closer.add(new FileWatch());

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        closer.close();
    }

    @Test
    void aManifestGivesItsAgentBothDrivers() {
        Map<AgentId, AgentAdapter> adapters = adapters(Config.DEFAULT);

        assertThat(adapters.get(new AgentId("gemini")).drivers())
                .containsExactlyInAnyOrder(DriverKind.TERMINAL, DriverKind.PROTOCOL);
        assertThat(adapters.get(new AgentId("aider")).drivers()).containsExactly(DriverKind.TERMINAL);
        assertThat(adapters.get(new AgentId("gemini")).portrait().title()).isEqualTo("Gemini CLI");
    }

    @Test
    void whatIsKnownOfBothDriversIsKnownOfTheAgent() throws IOException {
        program("gemini");
        Files.createDirectory(directory.resolve(".gemini"));
        Files.createFile(directory.resolve(".gemini/oauth_creds.json"));
        AgentAdapter gemini = adapters(Config.DEFAULT).get(new AgentId("gemini"));

        assertThat(gemini.portrait().knownVersions()).contains("0.61.");
        assertThat(gemini.portrait().unknown())
                .anySatisfy(one -> assertThat(one).startsWith("Without its terminal: "));
        assertThat(gemini.probe().loggedIn()).contains(true);
    }

    @Test
    void everyAgentHasATitleAndSaysWhatIsNotKnown() {
        Map<AgentId, AgentAdapter> adapters = adapters(Config.DEFAULT);

        assertThat(adapters.values())
                .allSatisfy(adapter -> assertThat(adapter.portrait().unknown()).isNotEmpty());
        assertThat(List.of("claude-code", "codex", "opencode"))
                .extracting(name -> adapters.get(new AgentId(name)).portrait().title())
                .containsExactly("Claude Code", "Codex", "OpenCode");
        assertThat(List.of("claude-code", "codex", "opencode"))
                .allSatisfy(name -> assertThat(
                                adapters.get(new AgentId(name)).portrait().knownVersions())
                        .isNotEmpty());
    }

    @Test
    void eachWayToDriveAnAgentIsShownByItself() throws IOException {
        program("goose");
        Map<AgentId, AgentAdapter> adapters = adapters(Config.DEFAULT);

        AgentJson goose = new MachineDoctor(adapters, Set.of(), List.of(), Set.of(), List::of)
                .agent("goose")
                .orElseThrow();

        assertThat(goose.driving())
                .extracting(AgentDriverJson::driver)
                .containsExactly(DriverKind.TERMINAL, DriverKind.PROTOCOL);
        assertThat(goose.driving().getFirst().modes()).containsExactly(PermissionMode.ASK);
        assertThat(goose.driving().getLast().modes()).contains(PermissionMode.YOLO);
        assertThat(goose.driving())
                .allSatisfy(way -> assertThat(way.installed()).isTrue());
    }

    @Test
    void eachDriverHasItsOwnModes() {
        AgentAdapter goose = adapters(Config.DEFAULT).get(new AgentId("goose"));

        assertThat(goose.modes(DriverKind.TERMINAL)).containsExactly(PermissionMode.ASK);
        assertThat(goose.modes(DriverKind.PROTOCOL)).contains(PermissionMode.ASK, PermissionMode.YOLO);
    }

    @Test
    void whatIsConfiguredStandsBeforeTheManifest() throws IOException {
        Path mine = program("mine");
        Config.Agent own = new Config.Agent(
                List.of(),
                Map.of(),
                Optional.of(new Config.Acp(List.of(mine.toString()), Optional.empty(), Map.of())),
                List.of());

        assertThat(probed("gemini", own)).contains(mine.toString());
    }

    @Test
    void aProgramOfAPersonsOwnSpeaksTheProtocolToo() throws IOException {
        Path mine = program("my-goose");

        assertThat(probed(
                        "goose",
                        new Config.Agent(List.of(mine.toString(), "session"), Map.of(), Optional.empty(), List.of())))
                .contains(mine.toString());
    }

    /** The program of the protocol's driver, with nothing else installed. */
    private Optional<String> probed(String name, Config.Agent own) {
        Config config = new Config(
                Map.of(name, own),
                Config.DEFAULT.server(),
                Config.DEFAULT.sessions(),
                Config.DEFAULT.delivery(),
                Config.DEFAULT.store(),
                Config.DEFAULT.budgets(),
                Config.DEFAULT.search(),
                Config.DEFAULT.sandbox());
        return ((EitherDriver) adapters(config).get(new AgentId(name)))
                .protocol()
                .probe()
                .program();
    }

    private Path program(String name) throws IOException {
        Path program = Files.createFile(directory.resolve(name));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private Map<AgentId, AgentAdapter> adapters(Config config) {
        Map<String, String> environment = Map.of("PATH", directory.toString(), "HOME", directory.toString());
        return new Agents(
                        Home.of(environment, directory, directory),
                        config,
                        environment,
                        watch,
                        new PipeRuntime(directory.resolve("pipe"), "boot", environment, watch, name -> {}),
                        closer)
                .adapters();
    }
}
