package dev.tagma.adapters.workspace.git.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.adapters.workspace.git.tree.OwnDirectories;
import dev.tagma.core.workspace.Carried;
import dev.tagma.spi.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CarrierTest {

    private static final Carried CACHE = new Carried(List.of("cache"), List.of());

    @TempDir
    private Path directory;

    private Path from;
    private Path into;

    @BeforeEach
    void begin() throws IOException {
        from = Files.createDirectory(directory.resolve("from"));
        into = Files.createDirectory(directory.resolve("into"));
        Files.createDirectories(from.resolve("cache/below"));
        Files.writeString(from.resolve("cache/a"), "12345");
        Files.writeString(from.resolve("cache/below/b"), "12345");
    }

    private void carry(CopyLimit limit, OwnDirectories own) {
        new Carrier(own, limit).carry(CACHE, from, into);
    }

    @ParameterizedTest
    @CsvSource({"3, 100", "100, 9"})
    void whatIsLargerThanAnybodyCopiesIsRefusedAndLinkingIsOffered(int names, long bytes) {
        assertThatThrownBy(() -> carry(new CopyLimit(names, bytes), new OwnDirectories(List.of())))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("'cache' cannot be copied")
                .hasMessageContaining("'link' instead of 'copy'");
    }

    @Test
    void whatIsJustSmallEnoughIsCopied() {
        carry(new CopyLimit(4, 10), new OwnDirectories(List.of()));

        assertThat(into.resolve("cache/below/b")).hasContent("12345");
    }

    /** The state directory may lie in the very checkout: it would be copied into itself. */
    @Test
    void whatIsTagmasOwnIsNotCarriedOver() {
        carry(CopyLimit.USUAL, new OwnDirectories(List.of(from.resolve("cache/below"))));

        assertThat(into.resolve("cache/a")).exists();
        assertThat(into.resolve("cache/below")).doesNotExist();
    }

    @Test
    void carryingAgainChangesNothing() throws IOException {
        carry(CopyLimit.USUAL, new OwnDirectories(List.of()));
        Files.writeString(into.resolve("cache/a"), "changed");

        carry(CopyLimit.USUAL, new OwnDirectories(List.of()));

        assertThat(into.resolve("cache/a")).hasContent("changed");
    }
}
