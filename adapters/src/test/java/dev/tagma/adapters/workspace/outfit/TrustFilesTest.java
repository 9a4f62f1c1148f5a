package dev.tagma.adapters.workspace.outfit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.workspace.Script;
import dev.tagma.core.workspace.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustFilesTest {

    @TempDir
    private Path directory;

    private static Scripts scripts(String text) {
        return new Scripts("/srv/ünïcödé repo", Optional.of(new Script("up.sh", text)), Optional.empty());
    }

    private TrustFiles files() {
        return new TrustFiles(directory.resolve("trust"));
    }

    @Test
    void whatIsTrustedIsKeptWholeForTheNextDaemon() {
        Scripts scripts = scripts("echo 7:seven\n門\0");
        assertThat(files().find(scripts.id())).isEmpty();

        files().trust(scripts);
        files().trust(scripts);

        assertThat(files().find(scripts.id())).contains(scripts);
        assertThat(files().find(scripts("echo 8\n").id())).isEmpty();
    }

    @Test
    void addressesOfSubmodulesAreKeptWithTheScriptsAndMakeThemOthers() {
        Optional<Script> setup = Optional.of(new Script("up.sh", "npm ci\n"));
        var alone = new Scripts("/srv/repo", setup, Optional.empty());
        var both = new Scripts("/srv/repo", setup, Optional.empty(), Optional.of(new Script(".gitmodules", "")));
        var other = new Scripts("/srv/repo", setup, Optional.empty(), Optional.of(new Script(".gitmodules", "[a]")));
        files().trust(both);

        assertThat(files().find(both.id())).contains(both);
        assertThat(files().find(alone.id())).isEmpty();
        assertThat(files().find(other.id())).isEmpty();
    }

    @Test
    void aFileThatWasTouchedIsTrustedNoMore() throws IOException {
        Scripts scripts = scripts("npm ci\n");
        files().trust(scripts);
        Path file = directory.resolve("trust").resolve(scripts.id().value());

        Files.writeString(file, scripts("rm -rf /\n").written());

        assertThat(files().find(scripts.id())).isEmpty();
    }

    @Test
    void noTwoScriptsHaveOneName() {
        List<Scripts> all = List.of(
                scripts("a"),
                scripts("b"),
                new Scripts("/srv/other", Optional.of(new Script("up.sh", "a")), Optional.empty()),
                new Scripts("/srv/ünïcödé repo", Optional.empty(), Optional.of(new Script("up.sh", "a"))),
                new Scripts("/srv/ünïcödé repo", Optional.of(new Script("up.sha", "")), Optional.empty()),
                new Scripts("/srv/ünïcödé repou", Optional.of(new Script("p.sh", "a")), Optional.empty()));

        assertThat(all.stream().map(Scripts::id).distinct()).hasSameSizeAs(all);
        assertThat(Stream.of("", "x", "1:a", scripts("a").written() + "0:"))
                .allSatisfy(text -> assertThat(Scripts.read(text)).isEmpty());
    }
}
