package dev.tagma.testkit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"/clear", " /clear", "\n/clear", "/CLEAR", "/clear\nfoo"})
    void aNameWithASlashIsACommand(String text) {
        assertThat(Command.of(message(text, false))).hasValue(new Command.Clear());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/b", "/tmp", "/foo.bar", "//x", "/help,", "/clear/", "clear", " !x", "\n!x", "a!x", "!"})
    void whatOnlyLooksLikeACommandIsText(String text) {
        assertThat(Command.of(message(text, false))).isEmpty();
    }

    @Test
    void aFoldedPasteIsTextUnlessAShellSignStandsBeforeIt() {
        assertThat(Command.of(message("/clear", true))).isEmpty();
        assertThat(Command.of(message("!ls", true))).hasValue(new Command.Shell("ls"));
    }

    private static Message message(String text, boolean isPasted) {
        return Message.typed(text, isPasted, Instant.EPOCH);
    }
}
