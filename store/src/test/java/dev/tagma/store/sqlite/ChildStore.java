package dev.tagma.store.sqlite;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own that writes to a store without end, as {@link ChildMain} does, until it is killed. */
final class ChildStore implements AutoCloseable {

    private static final String ACKNOWLEDGED = "acknowledged ";
    private static final String AT = "at ";

    private final Process process;
    private final BufferedReader lines;
    private final List<Long> acknowledged = new ArrayList<>();

    private ChildStore(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    static ChildStore start(Path file, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChildMain.class.getName(),
                file.toString()));
        command.addAll(List.of(arguments));
        return new ChildStore(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Reads on until so many writes have been acknowledged in all. */
    void awaitAcknowledged(int count) throws IOException {
        while (acknowledged.size() < count) {
            readLine();
        }
    }

    /** Reads on until the child stands still at its checkpoint. */
    void awaitCheckpoint() throws IOException {
        while (!readLine().startsWith(AT)) {
            // Writes are acknowledged on the way.
        }
    }

    /** Ends the process as {@code kill -9} does and yields the sequences that were acknowledged before. */
    List<Long> kill() throws IOException {
        // Not through the process, which would close the stream that is yet to be read.
        process.toHandle().destroyForcibly();
        String line = lines.readLine();
        while (line != null) {
            take(line);
            line = lines.readLine();
        }
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        return acknowledged;
    }

    @Override
    public void close() throws IOException {
        kill();
    }

    private String readLine() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IllegalStateException("The child ended by itself");
        }
        take(line);
        return line;
    }

    private void take(String line) {
        if (line.startsWith(ACKNOWLEDGED) && line.endsWith(".")) {
            acknowledged.add(Long.parseLong(line.substring(ACKNOWLEDGED.length(), line.length() - 1)));
        }
    }

    /** What the child prints when a write has returned. The full stop tells a whole line from a cut one. */
    static String acknowledgement(long sequence) {
        return ACKNOWLEDGED + sequence + ".";
    }

    static String standingAt(String checkpoint) {
        return AT + checkpoint;
    }
}
