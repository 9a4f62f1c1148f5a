package dev.tagma.e2e;

import dev.tagma.app.daemon.ScriptedProgram;
import dev.tagma.wire.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scripted agent in the place of Claude Code without a terminal. */
final class ScriptedStreamWorld implements World {

    private Path home = Path.of("");
    private Path gates = Path.of("");

    @Override
    public String agent() {
        return "claude-code";
    }

    @Override
    public List<String> driving() {
        return List.of("--driver", "protocol");
    }

    @Override
    public String configuration(List<String> wrapper) {
        return """
                  claude-code:
                    command: %s
                    env:
                      SCRIPTED_GATES: "%s"
                """.formatted(Stage.quoted(wrapper, ScriptedProgram.stream()), gates);
    }

    @Override
    public List<String> distrusting() {
        throw new UnsupportedOperationException("it asks for no trust");
    }

    @Override
    public void prepare(Path newHome, Path repository) {
        home = newHome;
        gates = newHome.resolve("gates");
        try {
            Files.createDirectories(gates);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void open(String gate) {
        try {
            Files.writeString(gates.resolve(gate), "");
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
        Path conversations = home.resolve(".claude").resolve("projects");
        if (!Files.exists(conversations)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(conversations)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .flatMap(ScriptedStreamWorld::lines)
                    .map(JsonText::parse)
                    .filter(entry -> Stage.text(entry, "promptSource").equals("sdk"))
                    .map(entry -> Stage.text(Stage.member(entry, "message"), "content"))
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
