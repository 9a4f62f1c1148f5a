package dev.tagma.testkit.agent;

import dev.tagma.testkit.script.Step.Mute.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The file {@code sessions/PID.json} that says what the agent is doing. It is written in place, appears when the agent is
 * ready, goes when it leaves, and stays behind when it is killed.
 */
final class StateFile {

    private final Path file;
    private final Surroundings surroundings;
    private final Faults faults;
    private final Clock clock;
    private final long startedAt;
    private final String processStart;

    StateFile(Surroundings surroundings, Faults faults, Clock clock) {
        this.file = surroundings.stateFile();
        this.surroundings = surroundings;
        this.faults = faults;
        this.clock = clock;
        this.startedAt = clock.millis();
        this.processStart = processStart();
    }

    synchronized void write(String session, Status status) {
        if (faults.isMute(Source.STATE)) {
            return;
        }
        long now = clock.millis();
        var state = Json.object(
                "pid",
                surroundings.pid(),
                "sessionId",
                session,
                "cwd",
                surroundings.cwd().toString(),
                "startedAt",
                startedAt,
                "procStart",
                processStart,
                "version",
                ScriptedAgent.DIALECT,
                "kind",
                "interactive",
                "entrypoint",
                "cli",
                "name",
                surroundings.cwd().getFileName() + "-" + session.substring(0, 2),
                "nameSource",
                "derived",
                "nameSince",
                startedAt,
                "status",
                status.word(),
                "updatedAt",
                now,
                "statusUpdatedAt",
                now);
        if (status instanceof Status.Waiting(var what)) {
            state.put("waitingFor", what);
        }
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, Json.write(state));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the state file " + file, e);
        }
    }

    synchronized void remove() {
        if (faults.isMute(Source.STATE)) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the state file " + file, e);
        }
    }

    /** The start time in clock ticks since boot, by which a reused pid can be told; empty where there is no /proc. */
    private static String processStart() {
        try {
            var stat = Files.readString(Path.of("/proc/self/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
        } catch (IOException _) {
            return "";
        }
    }
}
