package dev.tagma.adapters.agent.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.agent.manifest.form.ManifestFiles;
import dev.tagma.adapters.agent.manifest.form.Sigil;
import dev.tagma.spi.agent.Driver.Prepared;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTextTest {

    private static String placed(String agent, String text) {
        Prepared prepared = ManifestText.prepare(
                text, ManifestFiles.builtIn(agent).delivery().sigils());
        assertThat(prepared).isInstanceOf(Prepared.Text.class);
        return ((Prepared.Text) prepared).text();
    }

    @ParameterizedTest
    @CsvSource({
        "gemini, /clear, \\/clear",
        "gemini, ' /clear', ' \\/clear'",
        "gemini, !ls, \\!ls",
        "gemini, ?, \\?",
        "gemini, read @a and b@c, read \\@a and b@c",
        "gemini, see /etc/hosts, see /etc/hosts",
        "qwen, /clear, \\/clear",
        "qwen, see /etc/hosts, see \\/etc/hosts",
        "qwen, see /etc/hosts now, see /etc/hosts now"
    })
    void whatWouldBeACommandIsWrittenOtherwise(String agent, String text, String placed) {
        assertThat(placed(agent, text)).isEqualTo(placed);
    }

    @Test
    void aSigilThatCannotBeWrittenOtherwiseIsRefusedWithItsReason() {
        Sigil sigil = new Sigil(Pattern.compile("^#"), "#", Optional.empty(), "it would be remembered for good");

        assertThat(ManifestText.prepare("# note", List.of(sigil)))
                .isEqualTo(new Prepared.Refused("it holds '#': it would be remembered for good"));
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        assertThat(placed("gemini", "a\u001b[2Jb\u0003c")).isEqualTo("abc");
        assertThat(ManifestText.prepare("\u0007", List.of())).isInstanceOf(Prepared.Refused.class);
    }
}
