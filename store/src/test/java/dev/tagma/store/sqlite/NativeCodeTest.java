package dev.tagma.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.LibraryLoaderUtil;

/** The library is taken out of the jar once, and a start never fails because it cannot be kept. */
class NativeCodeTest {

    private static final String PATH = "org.sqlite.lib.path";

    @TempDir
    private Path directory;

    @BeforeEach
    @AfterEach
    void clear() {
        System.clearProperty(PATH);
    }

    @Test
    void whatTheJarHoldsIsKeptWhereTheDriverLooks() throws Exception {
        NativeCode.keepIn(directory);

        Path kept = Path.of(System.getProperty(PATH)).resolve(LibraryLoaderUtil.getNativeLibName());
        try (var inJar = NativeCode.class.getResourceAsStream(
                LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName())) {
            assertThat(kept).hasBinaryContent(inJar.readAllBytes());
        }
        assertThat(files()).containsExactly(kept);
    }

    @Test
    void theNextStartTakesNothingOut() throws Exception {
        NativeCode.keepIn(directory);
        Path kept = files().getFirst();
        Files.writeString(kept, "kept");
        System.clearProperty(PATH);

        NativeCode.keepIn(directory);

        assertThat(kept).hasContent("kept");
        assertThat(System.getProperty(PATH)).isEqualTo(kept.getParent().toString());
    }

    @Test
    void whereItCannotBeKeptTheDriverIsLeftToItself() throws Exception {
        NativeCode.keepIn(Files.writeString(directory.resolve("file"), "no directory"));

        assertThat(System.getProperty(PATH)).isNull();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
