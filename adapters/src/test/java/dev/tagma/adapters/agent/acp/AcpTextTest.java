package dev.tagma.adapters.agent.acp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.spi.agent.Driver.Prepared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcpTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"hello", "a /path in it", "`/clear`", "  indented\n/second line", "ünïcödé\t!"})
    void textIsLeftAsItIs(String text) {
        assertThat(AcpText.prepare(text)).isEqualTo(new Prepared.Text(text, java.util.Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "/clear, `/clear`",
        "/etc/hosts is broken, `/etc/hosts` is broken",
        "' /compact now', ' `/compact` now'",
        "'!rm -rf .', '`!rm` -rf .'"
    })
    void whatWouldBeACommandIsPutInBackticks(String text, String placed) {
        assertThat(AcpText.prepare(text)).isInstanceOfSatisfying(Prepared.Text.class, prepared -> {
            assertThat(prepared.text()).isEqualTo(placed);
            assertThat(prepared.note()).isPresent();
        });
    }

    @Test
    void nothingIsNotSent() {
        assertThat(AcpText.prepare(" \n ")).isInstanceOf(Prepared.Refused.class);
    }
}
