package dev.tagma.testkit.corpus;

import dev.tagma.spi.runtime.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A screen of a real agent, recorded in a terminal.
 *
 * @param state the situation it was recorded in, the same for all sizes
 * @param reading what it is, such as {@code idle} or {@code permission}
 * @param size of the terminal, such as {@code 80x24}
 * @param subject a part of the dialog's text: its title, command, file or question
 * @param options how many numbered options the dialog has, where that was written down
 * @param status what the agent's own state file said at that moment, where it has one
 * @param scene which scene of {@code ./build record} keeps it; none for one that was recorded by hand
 * @param modelAnswers whether the model was giving an answer at that moment, so that a turn ran, whatever the screen shows
 */
public record RecordedScreen(
        String state,
        String reading,
        String size,
        RecordedComposer composer,
        List<String> subject,
        OptionalInt options,
        Optional<String> status,
        Optional<String> scene,
        boolean modelAnswers,
        Screen screen) {

    private static final String META = ".meta.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public RecordedScreen {
        subject = List.copyOf(subject);
    }

    /** All recorded screens of this version, in the order of their names. */
    public static List<RecordedScreen> of(String agent, String version) {
        return CorpusFolder.read("/corpus/" + agent + "/" + version, META, RecordedScreen::readOne);
    }

    /** The versions of which screens were recorded, oldest first. */
    public static List<String> versions(String agent) {
        return CorpusFolder.folders("/corpus/" + agent).stream()
                .sorted(Comparator.comparing(ModuleDescriptor.Version::parse))
                .toList();
    }

    /** What a coarse source can be held to. */
    public Gist gist() {
        return Gist.of(reading);
    }

    private static RecordedScreen readOne(Path meta) {
        try {
            JsonNode json = JSON.readTree(Files.readString(meta));
            String name = meta.getFileName().toString();
            Path ansi = meta.resolveSibling(name.substring(0, name.length() - META.length()) + ".ansi");
            return new RecordedScreen(
                    json.path("state").asString(),
                    json.path("reading").asString(),
                    json.path("columns").asInt() + "x" + json.path("rows").asInt(),
                    RecordedComposer.of(json.path("composer")),
                    Stream.of("tool", "text", "question")
                            .map(json::path)
                            .filter(JsonNode::isString)
                            .map(JsonNode::asString)
                            .toList(),
                    json.path("options").isInt()
                            ? OptionalInt.of(json.path("options").asInt())
                            : OptionalInt.empty(),
                    text(json.path("stateFile").path("status")),
                    text(json.path("scene")),
                    json.path("modelAnswers").asBoolean(false),
                    screen(json, Files.readString(ansi)));
        } catch (IOException failed) {
            throw new UncheckedIOException("The recorded screen " + meta + " cannot be read", failed);
        }
    }

    private static Optional<String> text(JsonNode json) {
        return json.isString() ? Optional.of(json.asString()) : Optional.empty();
    }

    private static Screen screen(JsonNode json, String ansi) {
        JsonNode cursor = json.path("cursor");
        return new Screen(
                AnsiRows.of(ansi),
                json.path("columns").asInt(),
                cursor.path("column").asInt(),
                cursor.path("row").asInt(),
                cursor.path("visible").asBoolean(),
                json.path("title").asString());
    }

    @Override
    public String toString() {
        return state + " " + size;
    }
}
