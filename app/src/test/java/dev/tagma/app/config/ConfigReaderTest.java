package dev.tagma.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.PermissionMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

    @TempDir
    private Path directory;

    @Test
    void withoutAFileTheDefaultsHold() {
        assertThat(ConfigReader.read(directory.resolve("config.yaml"))).isEqualTo(Config.DEFAULT);
    }

    @Test
    void everyKeyIsTaken() throws IOException {
        Config config = read("""
                agents:
                  claude-code:
                    command: [/opt/claude, --verbose]
                    env: {ANTHROPIC_BASE_URL: 'http://127.0.0.1:1'}
                server:
                  port: 0
                sessions:
                  agent: scripted
                  mode: edits
                  yolo: true
                  stallAfter: 90s
                  stopGrace: 1m
                delivery:
                  steer: true
                  maxBytes: 2048
                store:
                  sync: full
                  retention:
                    age: 30d
                    rows: 5000
                    bytes: 2000000
                    snapshots: 50
                """);

        assertThat(config)
                .isEqualTo(new Config(
                        Map.of(
                                "claude-code",
                                new Config.Agent(
                                        List.of("/opt/claude", "--verbose"),
                                        Map.of("ANTHROPIC_BASE_URL", "http://127.0.0.1:1"))),
                        new Config.Server(Optional.of(0)),
                        new Config.Sessions(
                                "scripted", PermissionMode.EDITS, true, Duration.ofSeconds(90), Duration.ofMinutes(1)),
                        new Config.Delivery(true, 2048),
                        new Config.StoreSettings(true, new Config.Kept(Duration.ofDays(30), 5000, 2_000_000, 50))));
    }

    @Test
    void everyErrorIsSaidAtOnceWithItsLine() {
        assertThatThrownBy(() -> read("""
                server:
                  port: high
                  gate: open
                store:
                  retention:
                    age: forever
                    snapshots: 0
                """))
                .isInstanceOfSatisfying(
                        ConfigFault.class,
                        fault -> assertThat(fault.errors())
                                .satisfiesExactlyInAnyOrder(
                                        error -> assertThat(error).contains(":2: ", "'server.port' is 'high'"),
                                        error -> assertThat(error).contains(":3: ", "key 'server.gate' is not known"),
                                        error -> assertThat(error)
                                                .contains(":6: ", "'store.retention.age' is 'forever'"),
                                        error -> assertThat(error)
                                                .contains(":7: ", "'store.retention.snapshots' is '0'")));
    }

    private Config read(String text) throws IOException {
        return ConfigReader.read(Files.writeString(directory.resolve("config.yaml"), text));
    }
}
