package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A state directory that cannot be used: the daemon does not start, says why, leaves all as it is, and starts when it is mended. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class HostileStateTest {

    private Stage stage;

    @BeforeEach
    void raise() throws IOException, InterruptedException {
        stage = new Stage(new ScriptedWorld());
    }

    @AfterEach
    void strike() throws IOException {
        stage.close();
    }

    @Test
    void aFileInThePlaceOfTheStateDirectoryIsNamedAndLeftAlone() throws IOException {
        Path place = stage.home().state();
        Files.createDirectories(place.getParent());
        Files.writeString(place, "somebody's notes");

        Stage.Run refused = stage.tagma("ls");
        assertThat(refused.exit()).isEqualTo(255);
        assertThat(refused.err()).contains(place.toString());
        assertThat(place).hasContent("somebody's notes");

        Files.delete(place);
        stage.ok("ls");
    }

    @Test
    void aDamagedStoreIsNamedLeftAsItIsAndItsAgentsWorkOn() throws IOException {
        String session = stage.create();
        stage.say(session, "SAY before the damage");
        stage.killDaemon();
        Path database = stage.home().state().resolve("tagma.db");
        byte[] head = head(database);
        write(database, "this is no database, is it?".getBytes(StandardCharsets.US_ASCII));

        Stage.Run refused = stage.tagma("show", session);
        assertThat(refused.exit()).isEqualTo(255);
        assertThat(refused.err()).contains(database.toString(), "damaged or not a database", "left as it is");
        assertThat(new String(head(database), StandardCharsets.US_ASCII)).startsWith("this is no");

        write(database, head);
        stage.awaitActivity(session, "idle");
        stage.say(session, "SAY after the repair");
        assertThat(stage.prompts(session)).containsExactly("SAY before the damage", "SAY after the repair");
    }

    @Test
    void aConfigurationThatIsWrongIsListedAndTheNextCommandWorksOnceItIsMended() throws IOException {
        stage.configure("sesions:\n  mode: careful\nstore:\n  sync: perhaps\n");

        Stage.Run refused = stage.tagma("ls");

        assertThat(refused.exit()).isEqualTo(255);
        assertThat(refused.err())
                .contains("key 'sesions' is not known; did you mean 'sessions'?", "'store.sync' is 'perhaps'");
        stage.configure("");
        stage.ok("ls");
    }

    @Test
    void aProjectsFileChoosesTheModeAndIsRefusedWhereItWantsMore() throws IOException {
        Path file =
                Files.createDirectories(stage.repository().resolve(".tagma")).resolve("config.yaml");
        Files.writeString(file, "sessions: {mode: plan}\n");
        String session = stage.create();
        assertThat(Stage.text(stage.show(session), "mode")).isEqualTo("plan");

        Files.writeString(file, "sessions:\n  mode: yolo\nagents:\n  scripted: {command: [./evil]}\n");
        Stage.Run refused = stage.tagma(
                "create", "-a", stage.world().agent(), "-p", stage.repository().toString());

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains(
                        file + ":2: 'sessions.mode' is 'yolo'", file + ":3: key 'agents' may not be set by a project");
    }

    private static byte[] head(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(100);
            channel.read(bytes, 0);
            return bytes.array();
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), 0);
        }
    }
}
