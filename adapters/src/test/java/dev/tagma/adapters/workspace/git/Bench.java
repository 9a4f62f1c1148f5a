package dev.tagma.adapters.workspace.git;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.workspace.WorkspacePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A temporary home with real git in it, and the workspaces under test beside it. */
final class Bench {

    final SessionId session = new SessionId(UUID.randomUUID());
    final Path directory;
    final Path state;
    final Map<String, String> environment;

    Bench(Path directory) {
        this(directory, System.getenv("PATH"));
    }

    private Bench(Path directory, String path) {
        this.directory = directory;
        this.state = directory.resolve("state");
        Path home = directory.resolve("home");
        try {
            Files.createDirectories(home);
            Files.writeString(home.resolve(".gitconfig"), """
                    [user]
                      name = Ada
                      email = ada@example.org
                    [init]
                      defaultBranch = main
                    [protocol "file"]
                      allow = always
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.environment = Map.of("PATH", path, "HOME", home.toString());
    }

    /** The same, for workspaces to which these programs come first. */
    Bench withTools(Path tools) {
        return new Bench(directory, tools + ":" + environment.get("PATH"));
    }

    GitWorkspaces workspaces() {
        return workspaces(Checkpoint.INERT);
    }

    GitWorkspaces workspaces(Checkpoint checkpoint) {
        return new GitWorkspaces(directory.resolve("worktrees"), state, environment, Clock.systemUTC(), checkpoint);
    }

    /** A repository with one commit that holds {@code README}. */
    Path repository(String name) {
        Path repository = emptyRepository(name);
        write(repository.resolve("README"), "hello\n");
        git(repository, "add", ".");
        git(repository, "commit", "-qm", "start");
        return repository;
    }

    Path emptyRepository(String name) {
        Path repository = directory.resolve(name);
        try {
            Files.createDirectories(repository);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        git(repository, "init", "-q");
        return repository;
    }

    WorkspacePlan plan(Path place, String name) {
        return new WorkspacePlan(
                session, WorkspacePlan.Kind.AUTOMATIC, place, name, Optional.empty(), Optional.empty());
    }

    Workspace worktree(Path repository, String name) {
        return workspaces().create(plan(repository, name));
    }

    Workspace inPlace(Path place) {
        return workspaces()
                .create(new WorkspacePlan(
                        session, WorkspacePlan.Kind.IN_PLACE, place, "unused", Optional.empty(), Optional.empty()));
    }

    /** What a command of the user's prints, without white space at its ends. */
    String git(Path place, String... arguments) {
        var argv = new ArrayList<String>(List.of("git"));
        argv.addAll(List.of(arguments));
        return run(place, argv, true);
    }

    /** The same for a command that may fail, such as a merge with a conflict. */
    String tryGit(Path place, String... arguments) {
        var argv = new ArrayList<String>(List.of("git"));
        argv.addAll(List.of(arguments));
        return run(place, argv, false);
    }

    String shell(Path place, String script) {
        return run(place, List.of("sh", "-euc", script), true);
    }

    /** Whether this user may mount file systems, which few but root may. */
    boolean mayMount() {
        return shell(
                        directory,
                        "mkdir -p probe; mount -t tmpfs none probe 2>/dev/null && umount probe && echo yes || echo no")
                .equals("yes");
    }

    private String run(Path place, List<String> argv, boolean mustSucceed) {
        try {
            var builder = new ProcessBuilder(argv).directory(place.toFile()).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0 && mustSucceed) {
                throw new AssertionError(argv + " in " + place + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /**
     * Every name below a directory with kind, full mode, time (but for fifos), link target and the hash of its content, taken by tools that
     * have nothing to do with the code under test.
     */
    String fingerprint(Path tree) {
        return shell(tree, """
                find . -type p -printf '%P %y %m\\0' -o -printf '%P %y %m %T@ %l\\0' | LC_ALL=C sort -z | tr '\\0' '\\n'
                find . -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum
                """);
    }

    static void write(Path file, String text) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
