package dev.tagma.bench.stage;

import dev.tagma.wire.session.SessionJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A session whose agent is a sleeping shell, so that hundreds fit on a small machine. What an agent does is done here in its
 * name: its state file, its hooks, its screen, its end.
 *
 * @param session the session's id
 * @param spool where Tagma keeps the hook script and takes what hooks tell
 */
public record QuietAgent(Path root, String session, String conversation, long pid, Path spool) {

    private static final String CORPUS = "/corpus/claude-code/2.1.329/";

    /** Puts the agent's program and its screens there; returns the program. */
    static Path install(Path root) throws IOException {
        Path program = root.resolve("quiet-agent.sh");
        Files.writeString(program, resource("quiet-agent.sh"));
        for (Screen screen : Screen.values()) {
            String rows = resource(CORPUS + screen.recorded + ".120x40.ansi").stripTrailing();
            Files.writeString(
                    screen.in(root),
                    "\033[?1049h\033[0m\033[H\033[2J" + rows.replace("\n", "\r\n") + "\033[0m\033[" + screen.cursor
                            + "H");
        }
        return program;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = QuietAgent.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + name + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Creates a session with such an agent and returns once it is live. */
    public static QuietAgent create(Stage stage) throws IOException {
        SessionJson session = stage.create("claude-code");
        String conversation = session.agentSessionId().orElseThrow().value();
        List<String> lines = Files.readAllLines(stage.root().resolve("quiet").resolve(conversation));
        return new QuietAgent(
                stage.root(),
                session.id().toString(),
                conversation,
                Long.parseLong(lines.getFirst()),
                Path.of(lines.getLast()));
    }

    /** Where it says what it does. */
    public Path stateFile() {
        return root.resolve(".claude/sessions").resolve(pid + ".json");
    }

    /** Says that it does this, as the agent does: written in place, and cut to its length afterwards. */
    public void does(State state) throws IOException {
        String text = "{\"pid\":%d,\"sessionId\":\"%s\",\"status\":\"%s\"%s,\"statusUpdatedAt\":%d}"
                .formatted(
                        pid,
                        conversation,
                        state.status,
                        state.waitingFor,
                        Clock.systemUTC().millis());
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        int length = bytes.remaining();
        try (FileChannel file = FileChannel.open(stateFile(), StandardOpenOption.WRITE)) {
            file.write(bytes);
            file.truncate(length);
        }
    }

    /** Runs a hook as the agent does: a shell with the event on its input. */
    public Process hook(String event, String more, String... mode) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", spool.resolve("hook.sh").toString(), spool.toString()));
        command.addAll(List.of(mode));
        Process process = new ProcessBuilder(command).start();
        try (var in = process.getOutputStream()) {
            in.write("{\"session_id\":\"%s\",\"hook_event_name\":\"%s\"%s}"
                    .formatted(conversation, event, more)
                    .getBytes(StandardCharsets.UTF_8));
        }
        return process;
    }

    /** Shows another screen. */
    public void shows(Screen screen) throws IOException {
        Path fifo = root.resolve("quiet").resolve(conversation + ".fifo");
        Files.writeString(fifo, screen.in(root) + "\n", StandardOpenOption.WRITE);
    }

    /** Ends as under {@code kill -9}. */
    public void dies() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** What an agent's state file can say. */
    public enum State {
        IDLE("idle", ""),
        BUSY("busy", ""),
        WAITING("waiting", ",\"waitingFor\":\"permission prompt\"");

        private final String status;
        private final String waitingFor;

        State(String status, String waitingFor) {
            this.status = status;
            this.waitingFor = waitingFor;
        }
    }

    /** The recorded screens it can show. */
    public enum Screen {
        IDLE("idle-after-turn", "38;3"),
        WORKING("working-tool-running", "38;3"),
        RETRYING("retrying-500", "38;3");

        private final String recorded;
        private final String cursor;

        Screen(String recorded, String cursor) {
            this.recorded = recorded;
            this.cursor = cursor;
        }

        Path in(Path root) {
            return root.resolve(name().toLowerCase(Locale.ROOT) + ".screen");
        }
    }
}
