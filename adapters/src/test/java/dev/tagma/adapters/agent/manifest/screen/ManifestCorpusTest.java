package dev.tagma.adapters.agent.manifest.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tagma.adapters.agent.manifest.form.ManifestFiles;
import dev.tagma.testkit.corpus.RecordedScreen;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The built-in manifests, held to the screens that were recorded of their agents. */
class ManifestCorpusTest {

    private static final List<Recorded> CORPORA =
            List.of(new Recorded("gemini", "0.61.0"), new Recorded("qwen", "0.24.4"));

    private record Recorded(String agent, String version) {

        Stream<RecordedScreen> screens() {
            return RecordedScreen.of(agent, version).stream();
        }

        Reading read(RecordedScreen recorded) {
            return new ScreenReader(ManifestFiles.builtIn(agent).screen()).read(recorded.screen());
        }
    }

    @TestFactory
    Stream<DynamicTest> readsEveryRecordedScreenAsWhatItIs() {
        return CORPORA.stream()
                .flatMap(corpus -> corpus.screens()
                        .map(recorded -> dynamicTest(
                                corpus.agent() + " " + recorded, () -> agrees(recorded, corpus.read(recorded)))));
    }

    @Test
    void neverTakesAnythingElseForRest() {
        List<String> mistaken = CORPORA.stream()
                .flatMap(corpus -> corpus.screens()
                        .filter(recorded -> !recorded.reading().equals("idle"))
                        .filter(recorded -> corpus.read(recorded).word().equals("idle"))
                        .map(RecordedScreen::toString))
                .toList();

        assertThat(mistaken).isEmpty();
    }

    /** Whatever rows are still being painted, what is left of a dialog is not rest. */
    @Test
    void aDialogThatIsPaintedOnlyHalfIsNeverRest() {
        List<String> mistaken = CORPORA.stream()
                .flatMap(corpus -> corpus.screens()
                        .filter(recorded ->
                                List.of("permission", "question", "trust").contains(recorded.reading()))
                        .flatMap(recorded -> HalfPainted.of(recorded.screen()))
                        .filter(screen -> new ScreenReader(
                                        ManifestFiles.builtIn(corpus.agent()).screen())
                                .read(screen)
                                .over())
                        .map(screen -> corpus.agent() + "\n" + screen.text()))
                .toList();

        assertThat(mistaken).isEmpty();
    }

    private static void agrees(RecordedScreen recorded, Reading reading) {
        assertThat(reading.word()).as(recorded.screen().text()).isEqualTo(recorded.reading());
        String composer = reading.composer()
                .map(found -> switch (found) {
                    case Composer.Empty empty -> "empty";
                    case Composer.Draft draft -> "draft";
                    case Composer.Pasted pasted -> "pasted";
                })
                .orElse("none");
        assertThat(composer).isEqualTo(recorded.composer().kind());
        if (reading.composer().orElse(null) instanceof Composer.Draft(String text)) {
            assertThat(text).isEqualTo(recorded.composer().text());
        }
        recorded.options()
                .ifPresent(options ->
                        assertThat(reading.dialog().orElseThrow().options()).hasSize(options));
        recorded.subject()
                .forEach(subject ->
                        assertThat(reading.dialog().orElseThrow().subject()).contains(subject));
    }
}
