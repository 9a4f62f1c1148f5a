package dev.tagma.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.turn.Turn;
import dev.tagma.testkit.contract.StoreSamples;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Versions: old ones are lifted, newer ones are refused, damaged documents are said to be. */
final class DocumentFormatTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Turn TURN = StoreSamples.turn(StoreSamples.sessionId(1), 1);

    private static final Upcaster SAID_BECOMES_TEXT = new Upcaster("turn", 1, tree -> {
        tree.set("text", tree.remove("said"));
        return tree;
    });
    private static final Upcaster TEXT_BECOMES_PROMPT = new Upcaster("turn", 2, tree -> {
        tree.set("prompt", tree.remove("text"));
        return tree;
    });

    private static DocumentFormat<Turn> format(Upcaster... steps) {
        return new DocumentFormat<>("turn", new TurnShape(), new Upcasters(List.of(steps)), MAPPER);
    }

    @Test
    void everyStepRaisesTheVersion() {
        assertThat(format().version()).isEqualTo(1);
        assertThat(format(SAID_BECOMES_TEXT, TEXT_BECOMES_PROMPT).version()).isEqualTo(3);
        assertThat(format(SAID_BECOMES_TEXT, TEXT_BECOMES_PROMPT).write(TURN)).startsWith("{\"v\":3,");
    }

    @Test
    void anOldDocumentIsLiftedThroughAllSteps() {
        DocumentFormat<Turn> present = format(SAID_BECOMES_TEXT, TEXT_BECOMES_PROMPT);
        String third = present.write(TURN);
        String second = third.replace("\"v\":3", "\"v\":2").replace("\"prompt\"", "\"text\"");
        String first = second.replace("\"v\":2", "\"v\":1").replace("\"text\"", "\"said\"");

        assertThat(List.of(present.read(first), present.read(second), present.read(third)))
                .containsOnly(TURN);
    }

    @Test
    void theStepsOfOtherDocumentsDoNotCount() {
        assertThat(format(new Upcaster("session", 1, tree -> tree)).version()).isEqualTo(1);
    }

    @Test
    void aGapBetweenStepsIsRefusedAtOnce() {
        assertThatThrownBy(() -> format(TEXT_BECOMES_PROMPT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 1");
    }

    @Test
    void aNewerVersionIsRefused() {
        String newer = format(SAID_BECOMES_TEXT).write(TURN);

        assertThatThrownBy(() -> format().read(newer))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("newer");
    }

    @Test
    void whatIsWrongWithADocumentIsSaid() {
        String document = format().write(TURN);

        assertUnreadable("not json", "JSON");
        assertUnreadable("[1]", "object");
        assertUnreadable("{}", "version");
        assertUnreadable("{\"v\":0}", "version");
        assertUnreadable(document.replace("\"prompt\"", "\"other\""), "'prompt' is missing");
        assertUnreadable(document.replace("\"number\":1", "\"number\":\"1\""), "'number' is not a whole number");
        assertUnreadable(document.replace("\"number\":1", "\"number\":99999999999"), "refused");
        assertUnreadable(document.replace("\"tenant\":\"default\"", "\"tenant\":\"No Name\""), "'tenant'");
        assertUnreadable(document.replaceFirst("\"startedAt\":\"[^\"]*\"", "\"startedAt\":\"noon\""), "'startedAt'");
    }

    private static void assertUnreadable(String document, String reason) {
        assertThatThrownBy(() -> format().read(document))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessageContaining(reason);
    }

    @Test
    void unknownNamesAreSaid() {
        StoreCodec codec = new StoreCodec();
        String fact = codec.facts().write(StoreSamples.fact(1));

        assertThatThrownBy(() -> codec.facts().read(fact.replace("\"hook\"", "\"rumour\"")))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessageContaining("rumour");
        assertThatThrownBy(() -> codec.facts().read(fact.replace("\"background\"", "\"mood\"")))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessageContaining("mood");
        assertThatThrownBy(() -> codec.events().read("session.exploded", "{\"v\":1}"))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessageContaining("session.exploded");
    }
}
