package dev.tagma.adapters.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.usage.Tokens;
import org.junit.jupiter.api.Test;

/** However an agent counts, no token is counted twice, and the sum is the agent's own. */
class FiguresTest {

    private static Tokens tokens(long input, long output, long read, long written, long thought, long total) {
        return new Figures(input, output, read, written, thought, total).tokens();
    }

    @Test
    void whatIsCountedWithinIsTakenOut() {
        assertThat(tokens(1000, 100, 600, 0, 30, 1100)).isEqualTo(new Tokens(400, 70, 600, 0, 0, 30));
        assertThat(tokens(1000, 100, 600, 100, 30, 0)).isEqualTo(new Tokens(300, 70, 600, 100, 0, 30));
    }

    @Test
    void whatIsCountedBesideStays() {
        assertThat(tokens(1000, 100, 0, 0, 30, 1130)).isEqualTo(new Tokens(1000, 100, 0, 0, 0, 30));
        assertThat(tokens(1000, 100, 600, 0, 0, 1700)).isEqualTo(new Tokens(1000, 100, 600, 0, 0, 0));
        assertThat(tokens(1000, 100, 600, 0, 30, 1730)).isEqualTo(new Tokens(1000, 100, 600, 0, 0, 30));
        assertThat(tokens(1000, 100, 600, 0, 30, 1130)).isEqualTo(new Tokens(400, 100, 600, 0, 0, 30));
        assertThat(tokens(1000, 100, 600, 0, 30, 1700)).isEqualTo(new Tokens(1000, 70, 600, 0, 0, 30));
    }

    @Test
    void figuresThatNoMessageHasBreakNoSum() {
        long most = 1_000_000_000_000L;

        assertThat(tokens(-1, -2, -3, -4, -5, -6)).isEqualTo(Tokens.NONE);
        assertThat(tokens(Long.MAX_VALUE, 5, Long.MIN_VALUE, 0, 0, Long.MAX_VALUE))
                .isEqualTo(new Tokens(most, 5, 0, 0, 0, 0));
        assertThat(tokens(0, 0, Long.MAX_VALUE, Long.MAX_VALUE, 0, 0)).isEqualTo(new Tokens(0, 0, most, most, 0, 0));
    }

    @Test
    void figuresThatDoNotFitAreNeverFewerThanNone() {
        assertThat(tokens(10, 5, 600, 0, 30, 15)).isEqualTo(new Tokens(0, 0, 600, 0, 0, 30));
    }
}
