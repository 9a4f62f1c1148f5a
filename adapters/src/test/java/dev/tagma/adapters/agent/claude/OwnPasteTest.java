package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.agent.claude.screen.ScreenReading.Composer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnPasteTest {

    private static final String TEXT = "/clear\n\n\n";

    @TempDir
    private Path directory;

    @Test
    void theFirstPlaceholderThatIsSeenAfterPlacingIsOurs() {
        OwnPaste paste = placed();

        assertThat(paste.is(new Composer.Pasted(4, 3), TEXT)).isTrue();
        assertThat(paste.is(new Composer.Pasted(4, 3), TEXT)).isTrue();
    }

    @Test
    void aPersonsPasteOfAsManyLinesInItsPlaceIsNot() {
        OwnPaste paste = placed();
        paste.is(new Composer.Pasted(4, 3), TEXT);

        assertThat(paste.is(new Composer.Pasted(5, 3), TEXT)).isFalse();
    }

    @Test
    void aPasteOfOtherLengthIsNot() {
        assertThat(placed().is(new Composer.Pasted(4, 2), TEXT)).isFalse();
    }

    @Test
    void theNextDaemonKnowsTheOneThatWasSeen() {
        placed().is(new Composer.Pasted(4, 3), TEXT);

        assertThat(open().is(new Composer.Pasted(4, 3), TEXT)).isTrue();
        assertThat(open().is(new Composer.Pasted(5, 3), TEXT)).isFalse();
    }

    @Test
    void theNextDaemonTakesNoneForOursWhereNoneWasSeen() {
        placed();

        assertThat(open().is(new Composer.Pasted(1, 3), TEXT)).isFalse();
    }

    @Test
    void thatOfAFormerDeliveryIsForgotten() {
        OwnPaste paste = placed();
        paste.is(new Composer.Pasted(4, 3), TEXT);
        paste.forget();

        assertThat(paste.is(new Composer.Pasted(4, 3), TEXT)).isFalse();
        assertThat(open().is(new Composer.Pasted(4, 3), TEXT)).isFalse();
    }

    private OwnPaste placed() {
        OwnPaste paste = open();
        paste.placing();
        return paste;
    }

    private OwnPaste open() {
        return new OwnPaste(directory.resolve("own-paste"));
    }
}
