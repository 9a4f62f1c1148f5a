package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.rescue.SavedRoot.Extent;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.Caches;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.FileStat;
import dev.tagma.adapters.workspace.git.tree.Found;
import dev.tagma.adapters.workspace.git.tree.IgnoredPaths;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.adapters.workspace.git.tree.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks a root and decides for each name whether it is saved, only listed, or none of a rescue's business. */
final class Survey {

    /** Above this an ignored file is listed and not saved: build output and downloads, rarely what a person wrote. */
    static final long LARGEST_IGNORED = 10L << 20;

    /** What a git directory that stays keeps to itself: shared, reproducible, or large. */
    private static final Set<String> STAYS = Set.of(
            "objects", "refs", "packed-refs", "logs", "hooks", "worktrees", "modules", "lfs", "branches", "gc.log");

    /** The parts of those that are private to a worktree after all. */
    private static final Set<String> PRIVATE = Set.of("refs/bisect", "refs/rewritten", "refs/worktree", "logs/HEAD");

    private final Git git;
    private final SavedRoot root;
    private final Root files;
    private final long device;
    private final Map<BytePath, Ground> grounds = new HashMap<>();
    private final Map<BytePath, Line.Listed> listed = new LinkedHashMap<>();

    /**
     * What holds in a directory.
     *
     * @param rules the ignore rules of the repository that it is in
     * @param repository where that repository begins
     * @param ignored whether all of it is ignored
     * @param inGit whether it is inside a git directory, of which every part is needed
     * @param plain whether no repository has a say
     */
    private record Ground(IgnoredPaths rules, BytePath repository, boolean ignored, boolean inGit, boolean plain) {

        boolean ignores(BytePath path) {
            return ignored || rules.contains(path.from(repository));
        }
    }

    /** What was found: names to save, the root itself first, and what is only listed. */
    record Result(List<Found> saved, List<Line.Listed> listed) {}

    private Survey(Git git, SavedRoot root) throws IOException {
        this.git = git;
        this.root = root;
        this.files = new Root(root.path());
        this.device = FileStat.of(root.path()).device();
    }

    /** @param tracked whether git's ignore rules decide in a working tree */
    static Result of(Git git, SavedRoot root, boolean tracked) {
        try {
            return new Survey(git, root).look(tracked);
        } catch (IOException e) {
            throw Walk.unreadable(root.path().toString(), e);
        }
    }

    private Result look(boolean tracked) throws IOException {
        boolean tree = root.extent() == Extent.TREE || root.extent() == Extent.OWNED_TREE;
        grounds.put(
                BytePath.ROOT,
                new Ground(
                        tree && tracked ? IgnoredPaths.of(git, root.path()) : new IgnoredPaths(Set.of()),
                        BytePath.ROOT,
                        false,
                        !tree,
                        tree && !tracked));
        var saved = new ArrayList<Found>();
        saved.add(new Found(BytePath.ROOT, FileStat.of(root.path())));
        for (Found found : Walk.below(files, this::enter)) {
            if (isSaved(found)) {
                saved.add(found);
            }
        }
        return new Result(saved, List.copyOf(listed.values()));
    }

    private boolean isSaved(Found found) {
        if (listed.containsKey(found.path()) || notOurs(found.path())) {
            return false;
        }
        Ground ground = ground(found.path().parent());
        boolean large = found.is(FileKind.FILE)
                && found.stat().size() > LARGEST_IGNORED
                && !ground.inGit()
                && ground.ignores(found.path());
        if (large) {
            list(found, found.stat().size(), "ignored by git and larger than " + (LARGEST_IGNORED >> 20) + " MiB");
        }
        return !large;
    }

    /** What belongs to the repository around the tree, or stays with it. */
    private boolean notOurs(BytePath path) {
        return switch (root.extent()) {
            case TREE ->
                (path.latin1().equals(".git") && grounds.containsKey(path))
                        || path.latin1().startsWith(".git/");
            case OWNED_TREE, WHOLE -> false;
            case STATE -> stays(path.latin1());
        };
    }

    private static boolean stays(String path) {
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        if (!STAYS.contains(first) && !path.endsWith(".lock")) {
            return false;
        }
        return PRIVATE.stream().noneMatch(kept -> path.equals(kept) || path.startsWith(kept + "/"));
    }

    private boolean enter(Found directory) {
        BytePath path = directory.path();
        Ground around = ground(path.parent());
        if (root.extent() == Extent.TREE && path.latin1().equals(".git")) {
            grounds.put(path, around);
            return false;
        }
        if (root.extent() == Extent.STATE && stays(path.latin1())) {
            boolean partly = PRIVATE.stream().anyMatch(kept -> kept.startsWith(path.latin1() + "/"));
            if (!partly) {
                return false;
            }
        }
        if (directory.stat().device() != device) {
            list(directory, 0, "another file system is mounted here");
            return false;
        }
        boolean ignored = around.ignores(path);
        boolean cache = !around.inGit()
                && (around.plain() ? Caches.anywhere(path.name()) : ignored && Caches.ignored(path.name()));
        if (cache) {
            list(directory, measure(path), around.plain() ? "a cache" : "a cache that git ignores");
            return false;
        }
        grounds.put(path, groundOf(path, around, ignored));
        return true;
    }

    private Ground groundOf(BytePath path, Ground around, boolean ignored) {
        if (around.inGit() || path.name().equals(".git")) {
            return new Ground(around.rules(), around.repository(), ignored, true, false);
        }
        if (Files.exists(files.resolve(path.child(".git")), LinkOption.NOFOLLOW_LINKS)) {
            return new Ground(IgnoredPaths.of(git, files.resolve(path)), path, ignored, false, false);
        }
        return new Ground(around.rules(), around.repository(), ignored, false, around.plain());
    }

    private Ground ground(BytePath directory) {
        Ground known = grounds.get(directory);
        if (known == null) {
            throw new IllegalStateException("The walk met " + directory + " before it entered it");
        }
        return known;
    }

    private long measure(BytePath directory) {
        var below = new Root(files.resolve(directory));
        return Walk.below(below, found -> found.stat().device() == device).stream()
                .filter(found -> found.is(FileKind.FILE))
                .mapToLong(found -> found.stat().size())
                .sum();
    }

    private void list(Found found, long bytes, String reason) {
        listed.put(
                found.path(),
                new Line.Listed(
                        new Line.Spot(root.name(), found.path()),
                        found.stat().permissions(),
                        found.stat().modified(),
                        bytes,
                        reason));
    }
}
