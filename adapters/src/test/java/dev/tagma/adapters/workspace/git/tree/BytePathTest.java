package dev.tagma.adapters.workspace.git.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytePathTest {

    @TempDir
    Path temporary;

    @Provide
    Arbitrary<String> bytes() {
        return Arbitraries.strings().withCharRange((char) 0, (char) 255).ofMaxLength(40);
    }

    @Property
    void quotingIsUndoneExactlyAndIsPlainText(@ForAll("bytes") String latin1) {
        String quoted = Quoted.quote(latin1);

        assertThat(Quoted.unquote(quoted)).isEqualTo(latin1);
        assertThat(quoted.chars()).allMatch(c -> c >= ' ' && c <= '~');
    }

    @Test
    void everyByteThatANameMayHaveComesBackFromDisk() throws IOException {
        var root = new Root(temporary);
        IntStream.range(1, 256).filter(c -> c != '/').forEach(c -> make(root, new BytePath("n" + (char) c + "x")));

        var found = Walk.below(root, directory -> true);

        assertThat(found).hasSize(254);
        assertThat(found).extracting(each -> each.path().latin1()).contains("n\u00ffx", "n\nx", "n\\x", "n%x");
        for (Found each : found) {
            assertThat(Files.exists(root.resolve(each.path()), LinkOption.NOFOLLOW_LINKS))
                    .isTrue();
        }
    }

    private static void make(Root root, BytePath path) {
        try {
            Files.createFile(root.resolve(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void linkTargetsKeepTheirBytes() throws IOException {
        for (String target :
                new String[] {"a", "a/", "a//b", "/", "/abs/", "..", "t\u00ff", "/x\u00fe/", "line\nbreak"}) {
            Path link = temporary.resolve("link");
            SpecialFiles.link(link, target);

            assertThat(SymbolicLink.read(link)).isEqualTo(target);
            Files.delete(link);
        }
    }

    @Test
    void pathsKnowWhatLiesBelowWhat() {
        var inner = new BytePath("a/b/c");

        assertThat(inner.within(new BytePath("a/b"))).isTrue();
        assertThat(inner.within(new BytePath("a/bb"))).isFalse();
        assertThat(new BytePath("ab/c").within(new BytePath("a"))).isFalse();
        assertThat(inner.within(BytePath.ROOT)).isTrue();
        assertThat(inner.from(new BytePath("a"))).isEqualTo(new BytePath("b/c"));
        assertThat(inner.parent().name()).isEqualTo("b");
    }
}
