package dev.tagma.adapters.workspace.git.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparseFileTest {

    @TempDir
    Path temporary;

    @Provide
    Arbitrary<List<byte[]>> pieces() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 9000), Arbitraries.of((byte) 0, (byte) 0, (byte) 7))
                .as((length, value) -> {
                    byte[] piece = new byte[length];
                    java.util.Arrays.fill(piece, value);
                    return piece;
                })
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 300)
    void holdsWhatWasWrittenHoweverItArrives(@ForAll("pieces") List<byte[]> pieces) throws IOException {
        Path file = Files.createTempDirectory("sparse").resolve("file");
        var expected = new ByteArrayOutputStream();
        try (var sparse = new SparseFile(file)) {
            for (byte[] piece : pieces) {
                sparse.write(piece);
                expected.write(piece);
            }
        }

        assertThat(file).hasBinaryContent(expected.toByteArray());
        Files.delete(file);
        Files.delete(file.getParent());
    }

    @Test
    void zerosThatArriveInSmallPiecesTakeNoRoom() throws IOException {
        Path file = temporary.resolve("file");
        try (var sparse = new SparseFile(file)) {
            for (int i = 0; i < 30_000; i++) {
                sparse.write(new byte[1000]);
            }
        }

        Process blocks = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        String told = new String(blocks.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        assertThat(Long.parseLong(told)).isLessThan(100);
        assertThat(Files.size(file)).isEqualTo(30_000_000);
    }
}
