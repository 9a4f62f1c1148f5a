package dev.tagma.wire.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateDirectoryTest {

    @TempDir
    private Path folder;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void makesWhatIsMissingForThisUserAlone() throws IOException {
        Path wanted = folder.resolve("a/b");

        PrivateDirectory.make(wanted);

        assertThat(mode(wanted)).isEqualTo("rwx------");
        assertThat(mode(wanted.getParent())).isEqualTo("rwx------");
    }

    @Test
    void closesADirectoryThatOthersCouldEnter() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        PrivateDirectory.make(open);

        assertThat(mode(open)).isEqualTo("rwx------");
    }

    @Test
    void makingItTwiceIsHarmless() throws IOException {
        PrivateDirectory.make(folder.resolve("a"));
        Files.createFile(folder.resolve("a/kept"));

        PrivateDirectory.make(folder.resolve("a"));

        assertThat(folder.resolve("a/kept")).exists();
    }

    @Test
    void followsALinkOfOnesOwn() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);

        PrivateDirectory.make(link);

        assertThat(mode(target)).isEqualTo("rwx------");
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test
    void saysThatAFileIsInTheWay() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> PrivateDirectory.make(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is in the way: it must be a directory; remove it");
    }

    @Test
    void refusesADirectoryOfSomebodyElse() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        assumeThat(Files.getAttribute(folder, "unix:uid")).isEqualTo(0);
        Files.setAttribute(other, "unix:uid", 12345);

        assertThatThrownBy(() -> PrivateDirectory.make(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(other + " belongs to user 12345, not to you (0)");
    }
}
