package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide's page on agents, tried as it is written: an agent that is one file and no code. */
final class AgentsGuideTest {

    private static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);
    private static final Pattern RUN = Pattern.compile("<!-- run -->\n```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @Test
    void anAgentIsAddedByOneFile() throws IOException, InterruptedException {
        String guide = Files.readString(guide());
        try (Stage stage = new Stage(new NoWorld())) {
            Matcher file = FILE.matcher(guide);
            Path bin = Files.createDirectories(stage.root().resolve("bin"));
            Path agents = Files.createDirectories(stage.home().agents());
            while (file.find()) {
                boolean manifest = file.group(1).endsWith(".yaml");
                Path written = (manifest ? agents : bin).resolve(file.group(1));
                Files.writeString(written, file.group(2));
                assertThat(written.toFile().setExecutable(!manifest)).isTrue();
            }
            stage.environment().merge("PATH", bin.toString(), (path, own) -> own + ":" + path);
            Matcher run = RUN.matcher(guide);
            assertThat(run.find()).isTrue();

            List<Stage.Run> runs = new ArrayList<>();
            run.group(1).lines().forEach(line -> runs.add(stage.ok(words(line))));

            assertThat(runs.get(1).out()).contains("Parrot", "ask", "It keeps no record");
            assertThat(runs.getLast().out()).contains("* hello there, parrot");
            assertThat(stage.activity("polly")).isEqualTo("idle");
            assertThat(stage.types("polly")).contains("turn.started", "turn.ended");
        }
    }

    /** Without the name of the program. */
    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words.subList(1, words.size()).toArray(String[]::new);
    }

    private static Path guide() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("docs/guide/agents.md"))) {
            at = at.getParent();
        }
        return at.resolve("docs/guide/agents.md");
    }

    /** No agent but those of the guide. */
    private static final class NoWorld implements World {

        @Override
        public String agent() {
            return "parrot";
        }

        @Override
        public String configuration(List<String> wrapper) {
            return "  parrot:\n    env: {}\n";
        }

        @Override
        public List<String> distrusting() {
            return List.of();
        }

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public void prepare(Path home, Path repository) {}

        @Override
        public void open(String gate) {}

        @Override
        public void awaitAt(String gate) {}

        @Override
        public long told(String words) {
            return 0;
        }

        @Override
        public List<String> heard() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
