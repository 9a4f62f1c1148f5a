package dev.tagma.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixTest {

    private final Prefix prefix = new Prefix();

    private String typed(String keys) {
        byte[] bytes = keys.getBytes(StandardCharsets.UTF_8);
        Prefix.Typed typed = prefix.take(bytes, bytes.length);
        return new String(typed.forProgram(), StandardCharsets.UTF_8) + (typed.detached() ? " detached" : "");
    }

    @Test
    void keysGoThrough() {
        assertThat(typed("hällo\u0003\u001b[A\r")).isEqualTo("hällo\u0003\u001b[A\r");
    }

    @Test
    void thePrefixThenDDetaches() {
        assertThat(typed("one\u0002dtwo")).isEqualTo("one detached");
    }

    @Test
    void thePrefixIsRememberedBetweenReads() {
        assertThat(typed("one\u0002")).isEqualTo("one");
        assertThat(typed("d")).isEqualTo(" detached");
    }

    @Test
    void thePrefixTwiceIsOneForTheProgram() {
        assertThat(typed("\u0002\u0002d")).isEqualTo("\u0002d");
    }

    @Test
    void beforeAnotherKeyThePrefixIsTheProgramsToo() {
        assertThat(typed("\u0002x")).isEqualTo("\u0002x");
    }

    @ParameterizedTest
    @CsvSource({"'24 80\n', 80, 24", "'0 0\n', 80, 24", "'', 80, 24", "'1 9999', 500, 2", "'x y', 80, 24"})
    void theSizeIsWhatTheTerminalTells(String told, int columns, int rows) {
        assertThat(OwnTerminal.Size.parse(told)).isEqualTo(new OwnTerminal.Size(columns, rows));
    }
}
