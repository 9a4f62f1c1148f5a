package dev.tagma.e2e.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Records all scenes of an agent in all sizes, the sizes beside each other.
 *
 * @param ground where the programs live meanwhile; screens tell of it, so it is the same at every recording
 * @param corpus the folder of the test kit that holds all agents
 */
record Recorder(Star star, Path program, Path ground, Path corpus) {

    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+\\S*");

    /**
     * Returns what went wrong, a sentence for each scene and size; the other scenes have been recorded.
     *
     * @throws AssertionError when the program does not say its version
     */
    List<String> record(List<Size> sizes, Predicate<Scene> wanted) throws InterruptedException, IOException {
        String version = version();
        Path folder = corpus.resolve(star.agent()).resolve(version);
        List<String> troubles = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> running = sizes.stream()
                    .map(size -> threads.submit(inOneSize(size, folder, version, wanted)))
                    .toList();
            for (Future<List<String>> one : running) {
                try {
                    troubles.addAll(one.get());
                } catch (ExecutionException failed) {
                    throw new AssertionError(failed.getCause());
                }
            }
        }
        return troubles;
    }

    private Callable<List<String>> inOneSize(Size size, Path folder, String version, Predicate<Scene> wanted) {
        return () -> {
            List<String> troubles = new ArrayList<>();
            for (Scene scene : star.scenes().stream().filter(wanted).toList()) {
                Film film = Film.of(folder, star.agent(), version, scene.name());
                Path place = empty(ground.resolve(star.agent() + "-" + size).resolve(scene.name()));
                try (Camera camera = new Camera(star, film, size, program, place)) {
                    scene.play().on(camera);
                } catch (Exception | AssertionError failed) {
                    troubles.add("%s %s: %s".formatted(scene.name(), size, failed.getMessage()));
                }
            }
            return troubles;
        };
    }

    private String version() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        Matcher version = VERSION.matcher(said);
        if (!version.find()) {
            throw new AssertionError(program + " says no version: " + said);
        }
        return version.group();
    }

    private static Path empty(Path directory) throws IOException, InterruptedException {
        if (Files.exists(directory)) {
            Pane.end(Camera.socket(directory));
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(Recorder::delete);
            }
        }
        return Files.createDirectories(directory);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
