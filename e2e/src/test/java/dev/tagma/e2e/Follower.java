package dev.tagma.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who follows a session's events from its beginning, as a process of its own. */
final class Follower implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Follower(Process process) {
        this.process = process;
    }

    static Follower of(Stage stage, String session) throws IOException {
        Follower follower =
                new Follower(stage.process("events", "--session", session, "--since", "start", "--follow", "--json"));
        Thread.ofVirtual().name("follower of " + session).start(follower::read);
        return follower;
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException ended) {
            lines.add("the follower's output broke: " + ended);
        }
    }

    /** What it has been told so far. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
