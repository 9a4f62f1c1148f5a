package dev.tagma.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;

/** A file system of its own of a few megabytes, in memory. Needs root. */
public final class SmallDisk implements AutoCloseable {

    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /** Mounts it over the directory, or skips the test with the reason. */
    public static SmallDisk mount(Path directory, int megabytes) throws IOException {
        Outcome mounted = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString());
        assumeTrue(mounted.code() == 0, () -> "a small file system cannot be mounted here: " + mounted.output());
        return new SmallDisk(directory);
    }

    public Path root() {
        return root;
    }

    /** Takes all the space there is left. */
    public Path fill() throws IOException {
        Path ballast = root.resolve("ballast");
        byte[] block = new byte[4_096];
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            return ballast;
        }
    }

    public void makeReadOnly() throws IOException {
        remount("ro");
    }

    public void makeWritable() throws IOException {
        remount("rw");
    }

    private void remount(String mode) throws IOException {
        Outcome outcome = run("mount", "-o", "remount," + mode, root.toString());
        assertThat(outcome.code()).as(outcome.output()).isZero();
    }

    @Override
    public void close() throws IOException {
        // A process that is ending may have its last file there for a moment longer.
        Awaitility.await().untilAsserted(() -> {
            Outcome outcome = run("umount", root.toString());
            assertThat(outcome.code()).as(outcome.output()).isZero();
        });
    }

    private record Outcome(int code, String output) {}

    private static Outcome run(String... command) throws IOException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Outcome(process.onExit().join().exitValue(), output);
    }
}
