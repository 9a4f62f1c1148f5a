package dev.tagma.adapters.agent.manifest.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tagma.adapters.agent.manifest.form.ManifestFiles;
import dev.tagma.adapters.agent.manifest.form.TitleRule;
import dev.tagma.testkit.corpus.Gist;
import dev.tagma.testkit.corpus.RecordedScreen;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The built-in manifests, held to the screens that were recorded of their agents. */
class ManifestCorpusTest {

    private static final List<Recorded> CORPORA = Stream.of("gemini", "qwen")
            .flatMap(agent -> RecordedScreen.versions(agent).stream().map(version -> new Recorded(agent, version)))
            .toList();

    private record Recorded(String agent, String version) {

        Stream<RecordedScreen> screens() {
            return RecordedScreen.of(agent, version).stream();
        }

        Reading read(RecordedScreen recorded) {
            return new ScreenReader(ManifestFiles.builtIn(agent).screen()).read(recorded.screen());
        }

        @Override
        public String toString() {
            return agent + " " + version;
        }
    }

    @TestFactory
    Stream<DynamicTest> readsEveryRecordedScreenAsWhatItIs() {
        return CORPORA.stream()
                .flatMap(corpus -> corpus.screens()
                        .map(recorded ->
                                dynamicTest(corpus + " " + recorded, () -> agrees(recorded, corpus.read(recorded)))));
    }

    @Test
    void neverTakesAnythingElseForRest() {
        List<String> mistaken = CORPORA.stream()
                .flatMap(corpus -> corpus.screens()
                        .filter(recorded -> !recorded.reading().equals("idle"))
                        .filter(recorded -> corpus.read(recorded).word().equals("idle"))
                        .map(recorded -> corpus + " " + recorded))
                .toList();

        assertThat(mistaken).isEmpty();
    }

    /** Against what the model knew when the screen was recorded, not against a label that somebody gave it. */
    @Test
    void neverTakesATurnForOverWhileTheModelAnswers() {
        List<String> mistaken = CORPORA.stream()
                .flatMap(corpus -> corpus.screens()
                        .filter(RecordedScreen::modelAnswers)
                        .filter(recorded -> corpus.read(recorded).over())
                        .map(recorded -> corpus + " " + recorded))
                .toList();

        assertThat(mistaken).isEmpty();
    }

    @Test
    void noTitleContradictsWhatWasShown() {
        List<String> mistaken = CORPORA.stream()
                .flatMap(corpus -> corpus.screens()
                        .filter(recorded -> contradicts(
                                ManifestFiles.builtIn(corpus.agent()).titles(), recorded))
                        .map(recorded -> corpus + " " + recorded + ": "
                                + recorded.screen().title()))
                .toList();

        assertThat(mistaken).isEmpty();
    }

    /** A title says less than a screen: whether it works, asks or rests. */
    private static boolean contradicts(List<TitleRule> rules, RecordedScreen recorded) {
        return recorded.gist() != Gist.OTHER
                && rules.stream()
                        .filter(rule -> rule.matches()
                                .matcher(recorded.screen().title())
                                .find())
                        .findFirst()
                        .filter(rule -> !fitting(rule.means()).contains(recorded.gist()))
                        .isPresent();
    }

    private static Set<Gist> fitting(TitleRule.Means means) {
        return switch (means) {
            case IDLE -> Set.of(Gist.REST);
            case REST -> Set.of(Gist.REST, Gist.ASKS);
            case WORKING -> Set.of(Gist.WORK);
            case WAITING -> Set.of(Gist.ASKS);
        };
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
        if (!recorded.composer().kind().equals("any")) {
            assertThat(composer).isEqualTo(recorded.composer().kind());
            if (reading.composer().orElse(null) instanceof Composer.Draft(String text)) {
                assertThat(text).isEqualTo(recorded.composer().text());
            }
        }
        recorded.options()
                .ifPresent(options ->
                        assertThat(reading.dialog().orElseThrow().options()).hasSize(options));
        recorded.subject()
                .forEach(subject ->
                        assertThat(reading.dialog().orElseThrow().subject()).contains(subject));
    }
}
