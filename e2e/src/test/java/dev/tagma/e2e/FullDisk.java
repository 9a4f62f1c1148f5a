package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.testkit.fault.Fault;
import dev.tagma.testkit.fault.Moment;
import dev.tagma.testkit.fault.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The disk that holds the state directory is full, until somebody frees space. */
final class FullDisk implements Fault {

    private static final int MEGABYTES = 24;

    /** More than the store may have left in its files. */
    private static final String LARGE = "SAY never accepted\n" + "x".repeat(1_000_000 - 100);

    private final Stage stage;
    private final SmallDisk disk;
    private Optional<Path> ballast = Optional.empty();
    private String before = "";

    FullDisk(Stage stage) throws IOException {
        this.stage = stage;
        this.disk = SmallDisk.mount(Files.createDirectories(stage.home().state()), MEGABYTES);
        stage.atTheEnd(disk);
    }

    @Override
    public Set<Moment> moments() {
        return EnumSet.allOf(Moment.class);
    }

    @Override
    public void strike(String session) throws IOException {
        before = stage.activity(session);
        ballast = Optional.of(disk.fill());
    }

    @Override
    public void meanwhile(String session) {
        Stage.Run refused = stage.tagmaWith(LARGE, "send", session, "-f", "-");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("tagma.db is full", "Free space");
        // What an agent shows and cannot be recorded may have changed anything.
        assertThat(stage.activity(session)).isIn(before, "unknown");
    }

    @Override
    public void heal(String session) throws IOException {
        Files.delete(ballast.orElseThrow());
        assertThat(stage.world().told("SAY never accepted")).isZero();
    }
}
