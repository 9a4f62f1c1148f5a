package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tagma.spi.fault.SkewedClock;
import dev.tagma.testkit.fault.Fault;
import dev.tagma.testkit.fault.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;

/** The machine's clock jumps hours ahead and, the next time, hours back: for the daemon, the agent and its hooks alike. */
final class JumpingClock implements Fault {

    private static final Duration JUMP = Duration.ofHours(6);

    private final Stage stage;
    private final Path file;
    private Duration off = Duration.ZERO;

    JumpingClock(Stage stage) throws IOException {
        this.stage = stage;
        this.file = stage.root().resolve("clock");
        set(Duration.ZERO);
        stage.environment().put(SkewedClock.VARIABLE, file.toString());
        stage.configure("""
                      %s: "%s"
                      PATH: "%s:%s"
                """.formatted(SkewedClock.VARIABLE, file, date(), System.getenv("PATH")));
    }

    /** The hooks ask {@code date}. */
    private Path date() throws IOException {
        Path folder = Files.createDirectories(stage.root().resolve("bin"));
        Path date = Files.writeString(folder.resolve("date"), """
                #!/bin/sh
                exec /bin/date -d "$(cat '%s') seconds" "$@"
                """.formatted(file));
        Files.setPosixFilePermissions(date, PosixFilePermissions.fromString("rwx------"));
        return folder;
    }

    private void set(Duration wanted) throws IOException {
        off = wanted;
        Path fresh = Files.writeString(file.resolveSibling("clock.new"), Long.toString(off.toSeconds()));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public Set<Moment> moments() {
        return EnumSet.allOf(Moment.class);
    }

    @Override
    public void strike(String session) throws IOException {
        requireFollowed(session);
        set(off.equals(JUMP) ? JUMP.negated() : JUMP);
    }

    /** What happened last bears the time of the clock as it was set: the processes do follow it. */
    private void requireFollowed(String session) {
        Instant newest = Instant.parse(Stage.text(stage.events(session).getLast(), "time"));
        assertThat(newest).isCloseTo(Instant.now().plus(off), within(10, ChronoUnit.MINUTES));
    }

    @Override
    public void meanwhile(String session) {
        assertThat(stage.activity(session))
                .isIn("idle", "working", "waiting_permission", "waiting_question", "unknown");
    }
}
