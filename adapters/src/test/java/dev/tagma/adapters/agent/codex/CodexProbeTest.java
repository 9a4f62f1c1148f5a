package dev.tagma.adapters.agent.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.core.session.AgentId;
import dev.tagma.spi.agent.Probe;
import dev.tagma.testkit.fake.FakeProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodexProbeTest {

    @TempDir
    private Path home;

    @Test
    void keysOfTheShellThatStartedTheDaemonAreNeitherGivenNorCounted() throws IOException {
        Path program = Files.createFile(
                home.resolve("codex"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(program, "#!/bin/sh\n/usr/bin/env > \"$HOME/given\"\necho codex-cli 0.169.0\n");
        Map<String, String> inherited = Map.of("HOME", home.toString(), "OPENAI_API_KEY", "sk-secret", "SECRET", "s");
        try (FileWatch watch = new FileWatch()) {

            Probe probe = new CodexAdapter(
                            new AgentId("codex"),
                            List.of(program.toString()),
                            inherited,
                            Map.of(),
                            watch,
                            new FakeProcesses(spec -> Optional.empty()).open(step -> {}))
                    .probe();

            assertThat(probe.version()).contains("codex-cli 0.169.0");
            assertThat(probe.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem).contains("no login was found"));
            assertThat(home.resolve("given")).content().doesNotContain("sk-secret", "SECRET");
        }
    }
}
