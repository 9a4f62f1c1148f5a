package dev.tagma.adapters.agent.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.agent.manifest.form.ManifestFiles;
import dev.tagma.adapters.files.FileWatch;
import dev.tagma.core.session.AgentId;
import dev.tagma.spi.agent.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A probe sees what a session would see, and gives the program no more. */
final class ManifestProbeTest {

    private static final String PATH = "/usr/bin:/bin";

    private final FileWatch watch = new FileWatch();

    @TempDir
    private Path home;

    /** A program that says as its version what it is given. */
    private Path program(String name) throws IOException {
        Path program =
                Files.writeString(home.resolve(name), "#!/bin/sh\necho \"1.2.3-${KEY:-nothing}${SECRET:+ secret}\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private Probe probe(Map<String, String> inherited, Map<String, String> settings) throws IOException {
        Path program = program("tiny");
        Path manifests = Files.createDirectories(home.resolve("agents"));
        Files.writeString(manifests.resolve("tiny.yaml"), """
                program: [tiny]
                version:
                  arguments: [--version]
                login:
                  variables: [SECRET]
                modes:
                  ask: []
                """);
        try (ManifestAdapter adapter = new ManifestAdapter(
                Objects.requireNonNull(ManifestFiles.all(manifests).get(new AgentId("tiny"))),
                List.of(program.toString()),
                inherited,
                settings,
                watch)) {
            return adapter.probe();
        }
    }

    @Test
    void aKeyThatOnlyTheDaemonWasGivenLogsNobodyInAndReachesNoProgram() throws IOException {
        Probe probe = probe(Map.of("PATH", PATH, "HOME", home.toString(), "SECRET", "s3cret"), Map.of());

        assertThat(probe.version()).contains("1.2.3-nothing");
        assertThat(probe.loggedIn()).contains(false);
        assertThat(probe.problems()).anySatisfy(problem -> assertThat(problem).contains("no login was found"));
    }

    @Test
    void aConfiguredKeyDoes() throws IOException {
        Probe probe =
                probe(Map.of("PATH", PATH, "HOME", home.toString()), Map.of("SECRET", "s3cret", "KEY", "configured"));

        assertThat(probe.version()).contains("1.2.3-configured");
        assertThat(probe.loggedIn()).contains(true);
    }
}
