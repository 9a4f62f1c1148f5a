package dev.tagma.testkit.agent;

import dev.tagma.testkit.script.Step.Mute.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code sessions/PID.json} that says what the agent is doing. It appears without a status before the agent is
 * ready, is written in place and cut to its length afterwards (so a reader can see the tail of a longer text before it),
 * goes when the agent leaves, and stays behind when it is killed.
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

    /** Appears, without a status yet. */
    void begin(String session) {
        write(state(session));
    }

    void write(String session, Status status) {
        var state = state(session);
        long now = clock.millis();
        state.put("status", status.word());
        state.put("updatedAt", now);
        state.put("statusUpdatedAt", now);
        if (status instanceof Status.Waiting(var what)) {
            state.put("waitingFor", what);
        }
        write(state);
    }

    private Map<String, @Nullable Object> state(String session) {
        return Json.object(
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
                startedAt);
    }

    private synchronized void write(Map<String, @Nullable Object> state) {
        if (faults.isMute(Source.STATE)) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            try (var open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                var bytes = Json.write(state).getBytes(StandardCharsets.UTF_8);
                open.write(ByteBuffer.wrap(bytes));
                open.truncate(bytes.length);
            }
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
