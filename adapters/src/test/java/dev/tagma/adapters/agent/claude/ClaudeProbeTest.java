package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.session.AgentId;
import dev.tagma.spi.agent.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A probe sees what a session would see, and gives the program no more. */
final class ClaudeProbeTest {

    private static final String PATH = "/usr/bin:/bin";

    @TempDir
    private Path home;

    /** A program that says as its version what it is given. */
    private Path program(String name) throws IOException {
        Path program =
                Files.writeString(home.resolve(name), "#!/bin/sh\necho \"1.2.3-${KEY:-nothing}${SECRET:+ secret}\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    private Probe probe(Map<String, String> inherited, Map<String, String> settings) throws IOException {
        return new ClaudeProbe(
                        new AgentId("claude-code"), List.of(program("claude").toString()), inherited, settings)
                .look();
    }

    @Test
    void aKeyThatOnlyTheDaemonWasGivenLogsNobodyInAndReachesNoProgram() throws IOException {
        Probe probe = probe(
                Map.of("PATH", PATH, "HOME", home.toString(), "SECRET", "s3cret", "ANTHROPIC_API_KEY", "s3cret"),
                Map.of());

        assertThat(probe.version()).contains("1.2.3-nothing");
        assertThat(probe.loggedIn()).contains(false);
    }

    @Test
    void aConfiguredKeyDoes() throws IOException {
        Probe probe = probe(
                Map.of("PATH", PATH, "HOME", home.toString()),
                Map.of("ANTHROPIC_API_KEY", "s3cret", "KEY", "configured"));

        assertThat(probe.version()).contains("1.2.3-configured");
        assertThat(probe.loggedIn()).contains(true);
    }
}
