package dev.tagma.e2e;

import dev.tagma.app.daemon.ScriptedProgram;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The scripted agent: speaks Claude Code's dialect and needs neither a model nor a key. */
final class ScriptedWorld implements World {

    private static final Pattern WRAPPING = Pattern.compile("\n*</?pasted_content id=\"[0-9a-f]+\">\n?");

    private Path home = Path.of("");
    private Path gates = Path.of("");

    @Override
    public String agent() {
        return "scripted";
    }

    @Override
    public String configuration(List<String> wrapper) {
        String command =
                wrapper.isEmpty() ? "" : "    command: " + Stage.quoted(wrapper, ScriptedProgram.command()) + "\n";
        return """
                  scripted:
                    env:
                      SCRIPTED_GATES: "%s"
                """.formatted(gates) + command;
    }

    @Override
    public List<String> distrusting() {
        return List.of("--env", "SCRIPTED_TRUST=ask");
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

    /** The scripted agent is its own model: what it was told is in its transcripts. */
    @Override
    public long told(String words) {
        return prompts().filter(line -> line.contains(words)).count();
    }

    @Override
    public List<String> heard() {
        return prompts()
                .map(JsonText::parse)
                .map(ScriptedWorld::said)
                .map(said -> WRAPPING.matcher(said).replaceAll(""))
                .toList();
    }

    private static String said(Json entry) {
        return entry instanceof Json.JsonObject object
                        && object.member("message").isPresent()
                ? Stage.text(Stage.member(entry, "message"), "content")
                : Stage.text(Stage.member(entry, "attachment"), "prompt");
    }

    private Stream<String> prompts() {
        Path projects = home.resolve(".claude/projects");
        if (!Files.exists(projects)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(projects)) {
            return files
                    .filter(file -> file.toString().endsWith(".jsonl"))
                    .flatMap(ScriptedWorld::lines)
                    .filter(line -> line.contains("\"promptSource\"") || line.contains("\"queued_command\""))
                    .toList()
                    .stream();
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
