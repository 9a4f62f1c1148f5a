package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.e2e.CorpusTable.Gap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of recorded screens is what the corpus holds. A state without a screen needs a reason here. After a change:
 * {@code -Dtagma.reference.write=true} writes it anew.
 */
final class CorpusTableTest {

    private static final Path PAGE = Path.of("..", "docs", "guide", "corpus.md");

    private static final String NOT_YET = "a scene shows it; no recording of it is kept yet";
    private static final String IN_PART =
            "recorded in part only, on a machine that was too busy; `./build record` plays all scenes";
    private static final String NO_BACKGROUND = "its screen tells of no work in the background";

    private static final List<CorpusTable> TABLES = List.of(
            CorpusTable.of(
                    "Claude Code",
                    "claude-code",
                    new Gap("idle after an interruption", "", "its screen is that of rest, and is read as such"),
                    Gap.rest("2.1.303", IN_PART),
                    Gap.rest("2.1.332", IN_PART)),
            CorpusTable.of(
                    "Gemini CLI",
                    "gemini",
                    Gap.rest("0.58", IN_PART),
                    new Gap("background_work", "", NO_BACKGROUND),
                    new Gap("retrying", "", NOT_YET + "; it shows its first attempts as work"),
                    new Gap(
                            "usage_limited",
                            "",
                            "the stand-in for the model does not refuse as its vendor's limit does"),
                    new Gap("compacting", "", NOT_YET + "; there is no rule for it"),
                    new Gap("a menu that takes the keys", "", NOT_YET)),
            CorpusTable.of(
                    "Qwen Code",
                    "qwen",
                    new Gap("background_work", "", NO_BACKGROUND),
                    new Gap("waiting_plan", "", NOT_YET),
                    new Gap("retrying", "", NOT_YET),
                    new Gap(
                            "usage_limited",
                            "",
                            "the stand-in for the model does not refuse as its vendor's limit does"),
                    new Gap("compacting", "", NOT_YET + "; there is no rule for it"),
                    new Gap("a menu that takes the keys", "", NOT_YET)));

    @Test
    void theGuideTellsWhichScreensWereRecorded() throws IOException {
        String text = """
            # Which screens were recorded

            Screens of the real programs, in `testkit` (`corpus/AGENT/VERSION`), each as the terminal showed it, with what it is.
            The reading of screens is held to them: every one is read as what it is called, and none that shows work or a question
            is ever read as rest.

            `./build record AGENT [VERSION]` records them anew, at another version if one is said: `claude-code`, `gemini` or
            `qwen`, against a stand-in for the model, in all four sizes. What a screen is called is known from what the program was
            led to, in `e2e` (`record/…Star`), and whether the stand-in was giving an answer at that moment is kept beside it. A
            size with a star was recorded by hand: no scene records it anew.

            Codex, OpenCode and the agents behind ACP are missing: their state is not read off a screen.

            A number says how many situations there are of a state.

            """ + TABLES.stream().map(CorpusTable::rendered).collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("tagma.reference.write")) {
            Files.writeString(PAGE, text);
        }

        assertThat(PAGE)
                .as("run this test with -Dtagma.reference.write=true and commit docs/guide/corpus.md")
                .hasContent(text);
    }
}
