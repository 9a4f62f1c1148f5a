package dev.tagma.adapters.confine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What of a git repository is there within, so that work can be committed: its objects and branches can be written. What git
 * runs or where it looks is settled outside and can only be read: settings, hooks, submodules and other worktrees. Git is run
 * out there too, by people and by Tagma.
 */
record Repository(Mounts mounts) {

    private static final String POINTER = "gitdir: ";

    /** @param directory one that may be written; it is in a checkout, or not */
    void of(Path directory) {
        for (Path at = directory; at != null; at = at.getParent()) {
            Path git = at.resolve(".git");
            if (Files.exists(git)) {
                if (!at.equals(directory)) {
                    mounts.read(at);
                }
                checkout(git);
                return;
            }
        }
    }

    private void checkout(Path git) {
        if (Files.isDirectory(git)) {
            repository(git);
            return;
        }
        mounts.protect(git);
        text(git)
                .filter(text -> text.startsWith(POINTER))
                .map(text -> beside(git, text.substring(POINTER.length())))
                .ifPresent(own -> text(own.resolve("commondir"))
                        .map(shared -> own.resolve(shared).normalize())
                        .ifPresentOrElse(shared -> worktree(own, shared), () -> repository(own)));
    }

    private void worktree(Path own, Path shared) {
        repository(shared);
        mounts.protectDirectory(shared.resolve("worktrees"));
        mounts.write(own);
        mounts.protect(own.resolve("commondir"));
        mounts.protect(own.resolve("gitdir"));
        guard(own, shared);
    }

    /** A place of its own, or it could be moved away as a whole and another one put there. */
    private void repository(Path git) {
        mounts.write(git);
        mounts.protectFile(git.resolve("config"));
        mounts.protectDirectory(git.resolve("hooks"));
        guard(git, git);
        objects(git.resolve("objects"));
    }

    private void guard(Path own, Path shared) {
        mounts.protect(own.resolve("modules"));
        boolean more = text(shared.resolve("config"))
                .filter(text -> text.toLowerCase(Locale.ROOT).contains("worktreeconfig"))
                .isPresent();
        if (more) {
            mounts.protectFile(own.resolve("config.worktree"));
        }
    }

    /** Some are borrowed from other repositories. */
    private void objects(Path objects) {
        lines(objects.resolve("info/alternates")).forEach(line -> mounts.read(beside(objects.resolve("x"), line)));
    }

    private static Path beside(Path file, String named) {
        return file.resolveSibling(named).normalize();
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file).strip())
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static List<String> lines(Path file) {
        return text(file)
                .map(text -> text.lines().filter(line -> !line.isBlank()).toList())
                .orElse(List.of());
    }
}
