package dev.tagma.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.home.Home;
import dev.tagma.wire.home.PrivateDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that cannot start says in a line what hinders it. */
final class DaemonTest {

    @TempDir
    private Path temporary;

    private Home home;
    private Map<String, String> environment;

    @BeforeEach
    void makeHome() throws IOException {
        environment = Map.of(Home.VARIABLE, temporary.resolve("home").toString(), "PATH", "/usr/bin:/bin");
        home = Home.of(environment, temporary, temporary);
        PrivateDirectory.make(home.state());
        PrivateDirectory.make(home.runtime());
        Files.writeString(home.socket(), "precious");
    }

    @AfterEach
    void removeWhatIsInTheWay() throws IOException {
        Files.deleteIfExists(home.socket());
    }

    @Test
    void whatIsInTheWayOfTheSocketIsNamedInOneLine() {
        assertThat(complaints())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("tagma: the daemon cannot start: ")
                        .contains(
                                home.socket().toString(),
                                "something else than a socket is in its place; move it away"));
    }

    @Test
    void aDamagedJournalOfARemovalDoesNotHinderIt() throws IOException {
        Path journals = Files.createDirectories(home.state().resolve("workspaces/removals"));
        Files.writeString(journals.resolve("20261129-1"), "DELETING\n");

        assertThat(complaints())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("something else than a socket"));
    }

    @Test
    void anExceptionThatOnlyNamesAFileIsPutIntoWords() {
        assertThat(Reason.of(new UncheckedIOException(new AccessDeniedException("/srv/x"))))
                .isEqualTo("/srv/x is closed to you: look at its owner and its permissions");
        assertThat(Reason.of(new UncheckedIOException("Cannot do it", new IOException("full"))))
                .isEqualTo("Cannot do it");
    }

    private List<String> complaints() {
        var err = new ByteArrayOutputStream();
        int exit = Daemon.run(
                environment,
                temporary,
                temporary,
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertThat(exit).isEqualTo(1);
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
