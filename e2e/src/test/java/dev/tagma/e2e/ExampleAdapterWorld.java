package dev.tagma.e2e;

import dev.tagma.wire.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The tiny agent of the documentation, driven by the adapter of the documentation. */
final class ExampleAdapterWorld implements World {

    private Path home = Path.of("");

    @Override
    public String agent() {
        return "tiny";
    }

    @Override
    public String configuration(List<String> wrapper) {
        Path example = example();
        return """
                  tiny:
                    adapter: %s
                    command: %s
                """.formatted(
                Stage.quoted(
                        List.of("python3"),
                        List.of(example.resolve("tiny_adapter.py").toString())),
                Stage.quoted(
                        wrapper,
                        List.of("python3", example.resolve("tiny_agent.py").toString())));
    }

    private static Path example() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("docs/examples/adapter"))) {
            at = at.getParent();
        }
        return at.resolve("docs/examples/adapter");
    }

    @Override
    public List<String> distrusting() {
        throw new UnsupportedOperationException("it asks for no trust");
    }

    @Override
    public void prepare(Path newHome, Path repository) {
        home = newHome;
    }

    /** What the agent waits for by {@code wait FILE}. */
    Path gate(String name) {
        return home.resolve(name);
    }

    @Override
    public void open(String gate) {
        try {
            Files.writeString(gate(gate), "");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Gates are files that the agent waits for: it matters not which of the two comes first. */
    @Override
    public void awaitAt(String gate) {}

    @Override
    public long told(String words) {
        return heard().stream().filter(said -> said.contains(words)).count();
    }

    @Override
    public List<String> heard() {
        Path records = home.resolve(".tiny-agent");
        if (!Files.exists(records)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(records)) {
            return files.flatMap(ExampleAdapterWorld::lines)
                    .map(JsonText::parse)
                    .filter(entry -> Stage.text(entry, "type").equals("user"))
                    .map(entry -> Stage.text(entry, "text"))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        // It leaves nothing but its home directory.
    }
}
