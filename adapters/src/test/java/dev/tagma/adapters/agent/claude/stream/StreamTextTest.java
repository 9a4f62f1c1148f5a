package dev.tagma.adapters.agent.claude.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.spi.agent.Driver.Prepared;
import org.junit.jupiter.api.Test;

class StreamTextTest {

    @Test
    void plainTextStaysAsItIs() {
        assertThat(text("a plan: /usr/bin, b@example.org\n/not first").text())
                .isEqualTo("a plan: /usr/bin, b@example.org\n/not first");
        assertThat(text("hello").note()).isEmpty();
    }

    @Test
    void aCommandAtTheBeginningIsQuotedAndSaidSo() {
        assertThat(text(" /clear now").text()).isEqualTo(" `/clear` now");
        assertThat(text("!touch x").text()).isEqualTo("`!touch` x");
        assertThat(text("/clear").note())
                .hasValueSatisfying(note -> assertThat(note).contains("'/clear' at its beginning is put in backticks"));
    }

    @Test
    void aFileIsNotAttached() {
        assertThat(text("read @secret.txt").text()).isEqualTo("read \\@secret.txt");
    }

    @Test
    void whatHoldsNothingIsRefused() {
        assertThat(StreamText.prepare(" \u0007 ")).isInstanceOf(Prepared.Refused.class);
    }

    private static Prepared.Text text(String text) {
        return (Prepared.Text) StreamText.prepare(text);
    }
}
