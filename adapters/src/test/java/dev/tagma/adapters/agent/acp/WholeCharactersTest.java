package dev.tagma.adapters.agent.acp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WholeCharactersTest {

    private static final byte[] TEXT = "aä€🦦z".getBytes(StandardCharsets.UTF_8);

    @Test
    void noPieceOfATextHoldsHalfACharacter() {
        for (int from = 0; from <= TEXT.length; from++) {
            for (int to = from; to <= TEXT.length; to++) {
                byte[] piece = Arrays.copyOfRange(TEXT, from, to);
                String read = WholeCharacters.of(piece, piece.length, from > 0);
                assertThat("aä€🦦z").as("%s to %s", from, to).contains(read);
            }
        }
        assertThat(WholeCharacters.of(TEXT, TEXT.length, false)).isEqualTo("aä€🦦z");
    }
}
