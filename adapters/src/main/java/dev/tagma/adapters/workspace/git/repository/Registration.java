package dev.tagma.adapters.workspace.git.repository;

import dev.tagma.adapters.workspace.git.command.GitOutput;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A worktree as its repository lists it.
 *
 * @param branch the full name of the ref that it has checked out
 * @param lock why it is locked, empty text for no reason given
 */
public record Registration(Path path, Optional<String> branch, Optional<String> lock) {

    public static List<Registration> of(Repository repository) {
        return list(repository.common("worktree", "list", "--porcelain", "-z").check());
    }

    /** Reads what {@code git worktree list --porcelain -z} says. */
    public static List<Registration> list(GitOutput listing) {
        var all = new ArrayList<Registration>();
        Path path = null;
        Optional<String> branch = Optional.empty();
        Optional<String> lock = Optional.empty();
        for (String item : listing.items()) {
            String text = utf8(item);
            int space = text.indexOf(' ');
            String key = space < 0 ? text : text.substring(0, space);
            String value = space < 0 ? "" : text.substring(space + 1);
            switch (key) {
                case "worktree" -> path = Path.of(value);
                case "branch" -> branch = Optional.of(value);
                case "locked" -> lock = Optional.of(value);
                case "" -> {
                    if (path != null) {
                        all.add(new Registration(path, branch, lock));
                    }
                    path = null;
                    branch = Optional.empty();
                    lock = Optional.empty();
                }
                default -> {
                    // HEAD, detached, bare and prunable say nothing that is asked here.
                }
            }
        }
        return all;
    }

    /** The git directory of the worktree that is registered for a path, whether or not anything is there. */
    public static Optional<Path> gitDirectory(Path common, Path worktree) {
        Path all = common.resolve("worktrees");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(all)) {
            for (Path candidate : found) {
                Path pointer = candidate.resolve("gitdir");
                if (Files.isRegularFile(pointer)
                        && candidate
                                .resolve(Files.readString(pointer).strip())
                                .normalize()
                                .equals(worktree.resolve(".git"))) {
                    return Optional.of(candidate);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot look for the worktrees in " + all + ": " + e, e);
        }
    }

    private static String utf8(String latin1) {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
