package dev.tagma.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The checkout that a directory lies in, read without git: it may be a stranger's. Whatever git would take for another
 * repository is another one here as well, since a project's scripts are run in what git makes of the place.
 *
 * @param root its directory
 * @param project the directory of the repository's own checkout: all worktrees of a repository are one project
 */
record Checkout(Path root, Path project) {

    private static final String POINTER = "gitdir: ";
    private static final int LONGEST_POINTER = 1 << 16;

    static Checkout of(Path place) {
        Path real;
        try {
            // A link on the way leads git elsewhere than up that way.
            real = place.toRealPath();
        } catch (IOException notThere) {
            return new Checkout(place, place.toAbsolutePath().normalize());
        }
        for (Path at = real; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                return new Checkout(at, project(at));
            }
            if (bare(at)) {
                return new Checkout(at, at);
            }
        }
        return new Checkout(real, real);
    }

    /** Whether git may take the directory itself for a git directory, as it does wherever one lies. */
    private static boolean bare(Path directory) {
        return Files.exists(directory.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                && (Files.exists(directory.resolve("objects")) || Files.exists(directory.resolve("commondir")));
    }

    private static Path project(Path root) {
        try {
            return text(root.resolve(".git"))
                    .filter(text -> text.startsWith(POINTER))
                    .flatMap(text -> main(root, root.resolve(text.substring(POINTER.length()))))
                    .orElse(root);
        } catch (IOException | RuntimeException noSuchPath) {
            return root;
        }
    }

    /**
     * The checkout that a worktree was added to. None can claim another's: what names the worktree must lie among the
     * repository's own files, where only it could have put it.
     */
    private static Optional<Path> main(Path worktree, Path named) {
        try {
            Path gitDirectory = named.toRealPath();
            Optional<String> back = text(gitDirectory.resolve("gitdir"));
            Optional<String> shared = text(gitDirectory.resolve("commondir"));
            if (back.isEmpty() || shared.isEmpty()) {
                return Optional.empty();
            }
            Path common = gitDirectory.resolve(shared.get()).toRealPath();
            boolean known = gitDirectory.resolve(back.get()).toRealPath().equals(worktree.resolve(".git"))
                    && common.resolve("worktrees").equals(gitDirectory.getParent());
            Path beside = common.getParent();
            return known ? Optional.of(common.endsWith(".git") && beside != null ? beside : common) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** All of a file without the line ends after it, which alone git leaves out. */
    private static Optional<String> text(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST_POINTER) {
            return Optional.empty();
        }
        String text = Files.readString(file);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return Optional.of(text.substring(0, end));
    }
}
