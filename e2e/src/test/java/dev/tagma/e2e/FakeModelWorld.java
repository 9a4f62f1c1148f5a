package dev.tagma.e2e;

import dev.tagma.testkit.model.FakeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A real agent whose model is the fake one: the prompt is the script. */
abstract class FakeModelWorld implements World {

    private final FakeModel model = FakeModel.start();

    final FakeModel model() {
        return model;
    }

    /** The program of that name among those that the suite installed. */
    static String program(String name) {
        String agents = Objects.requireNonNull(
                System.getenv("TAGMA_AGENTS"), "TAGMA_AGENTS names no directory of agents; run ./build real");
        return Path.of(agents, "node_modules", ".bin", name).toString();
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public List<String> distrusting() {
        return List.of();
    }

    @Override
    public void open(String gate) {
        model.release(gate);
    }

    @Override
    public void awaitAt(String gate) {
        try {
            model.awaitWaiting(gate);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted at gate " + gate, interrupted);
        }
    }

    @Override
    public long told(String words) {
        return model.countNewlySaying(words);
    }

    @Override
    public List<String> heard() {
        return model.requests().stream()
                .flatMap(request -> request.newUserTexts().stream())
                .toList();
    }

    @Override
    public void close() {
        model.close();
    }
}
