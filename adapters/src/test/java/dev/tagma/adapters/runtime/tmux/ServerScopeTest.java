package dev.tagma.adapters.runtime.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerScopeTest {

    private static final String USER_SERVICE =
            "0::/user.slice/user-1000.slice/user@1000.service/app.slice/tagma.service\n";
    private static final String LOGIN = "0::/user.slice/user-1000.slice/session-3.scope\n";
    private static final String DESKTOP =
            "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-terminal.scope\n";

    @TempDir(factory = ShortDirectory.class)
    private Path directory;

    private Path starter() throws IOException {
        Path starter = directory.resolve("systemd-run");
        // Does what the real one does to a command, and leaves a note of how it was called.
        Files.writeString(starter, """
                #!/bin/sh
                echo "$XDG_RUNTIME_DIR $*" >> '%s'
                while [ "$1" != -- ]; do shift; done
                shift
                exec "$@"
                """.formatted(directory.resolve("calls")));
        Files.setPosixFilePermissions(starter, PosixFilePermissions.fromString("rwx------"));
        return starter;
    }

    private ServerScope scope(String groups) throws IOException {
        Path run = Files.createDirectories(directory.resolve("run"));
        Files.createDirectories(run.resolve("systemd"));
        if (!Files.exists(run.resolve("systemd/private"))) {
            Files.createFile(run.resolve("systemd/private"));
        }
        return new ServerScope(Optional.of(run), Files.writeString(directory.resolve("cgroup"), groups), starter());
    }

    @Test
    void insideAServiceTheServerGetsAScopeOfItsOwn() throws Exception {
        assertThat(scope(USER_SERVICE).escape(List.of("tmux", "x"))).hasValueSatisfying(escape -> {
            assertThat(escape.command()).endsWith("--", "/usr/bin/env", "-i", "tmux", "x");
            assertThat(escape.command()).contains("--user", "--scope");
            assertThat(escape.environment())
                    .containsEntry("XDG_RUNTIME_DIR", directory.resolve("run").toString());
        });
        assertThat(scope("0::/system.slice/tagma.service\n").escape(List.of("tmux")))
                .isPresent();
        assertThat(scope("1:name=systemd:/system.slice/tagma.service/worker\n").escape(List.of("tmux")))
                .isPresent();
    }

    @Test
    void elsewhereNothingNeedsToBeDone() throws Exception {
        for (String groups : List.of(LOGIN, DESKTOP, "0::/\n", "")) {
            assertThat(scope(groups).escape(List.of("tmux"))).as(groups).isEmpty();
        }
        assertThat(new ServerScope(Optional.of(directory), directory.resolve("no-cgroups"), starter())
                        .escape(List.of("tmux")))
                .isEmpty();
    }

    @Test
    void withoutAManagerOfTheUserNothingCanBeDone() throws Exception {
        scope(USER_SERVICE);

        assertThat(new ServerScope(Optional.empty(), directory.resolve("cgroup"), starter()).escape(List.of("tmux")))
                .isEmpty();
        assertThat(new ServerScope(Optional.of(directory), directory.resolve("cgroup"), starter())
                        .escape(List.of("tmux")))
                .isEmpty();
    }

    @Test
    void theServerIsStartedThroughTheScope() throws Exception {
        var place = new TmuxPlace(directory);
        var link = new TmuxLink(new OwnServer(place.settings(), scope(USER_SERVICE)));
        try {
            link.start();

            assertThat(Files.readString(directory.resolve("calls")))
                    .startsWith(directory.resolve("run") + " --user --scope");
            assertThat(place.ask("show-environment", "-g").lines().filter(line -> !line.startsWith("PWD=")))
                    .isEmpty();
        } finally {
            link.close();
            place.killServer();
        }
    }

    @Test
    void aScopeThatCannotBeHadKeepsNobodyFromStarting() throws Exception {
        var place = new TmuxPlace(directory);
        ServerScope scope = scope(USER_SERVICE);
        Files.writeString(directory.resolve("systemd-run"), "#!/bin/sh\necho no bus >&2; exit 1\n");
        var link = new TmuxLink(new OwnServer(place.settings(), scope));
        try {
            link.start();

            assertThat(place.ask("list-sessions", "-F", "#{session_name}")).isEqualTo("_monitor\n");
        } finally {
            link.close();
            place.killServer();
        }
    }
}
