package dev.tagma.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The checkout that a directory lies in, read without git: it may be a stranger's.
 *
 * @param root its directory
 * @param project the directory of the repository's own checkout: all worktrees of a repository are one project
 */
record Checkout(Path root, Path project) {

    private static final String POINTER = "gitdir:";
    private static final int LONGEST_POINTER = 1 << 16;

    static Checkout of(Path place) {
        for (Path at = place; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                return new Checkout(at, project(at));
            }
        }
        return new Checkout(place, real(place));
    }

    private static Path project(Path root) {
        Path real = real(root);
        try {
            return pointer(root.resolve(".git"))
                    .flatMap(named -> main(real, real.resolve(named).normalize()))
                    .orElse(real);
        } catch (RuntimeException noPath) {
            return real;
        }
    }

    private static Optional<String> pointer(Path file) {
        return text(file)
                .map(String::strip)
                .filter(text -> text.startsWith(POINTER))
                .map(text -> text.substring(POINTER.length()).strip());
    }

    /** The checkout that a worktree was added to; only where that knows the worktree, so that none can claim another's. */
    private static Optional<Path> main(Path worktree, Path gitDirectory) {
        boolean known = text(gitDirectory.resolve("gitdir"))
                .map(String::strip)
                .filter(back -> real(Path.of(back)).equals(worktree.resolve(".git")))
                .isPresent();
        return text(gitDirectory.resolve("commondir"))
                .filter(common -> known)
                .map(common -> real(gitDirectory.resolve(common.strip()).normalize()))
                .map(common -> {
                    Path beside = common.getParent();
                    return common.endsWith(".git") && beside != null ? beside : common;
                });
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LONGEST_POINTER
                    ? Optional.of(Files.readString(file))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException gone) {
            return path.toAbsolutePath().normalize();
        }
    }
}
