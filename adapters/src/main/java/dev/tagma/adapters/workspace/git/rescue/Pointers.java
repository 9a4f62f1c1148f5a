package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.rescue.Registrar.Registered;
import dev.tagma.adapters.workspace.git.rescue.SavedRoot.Extent;
import dev.tagma.adapters.workspace.git.store.ObjectReader;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code .git} files of a restored tree: its own, and those of submodules and nested worktrees. Where the git directory
 * that one points to comes back at its old place the file comes back as it was; where it moved the file follows; where it
 * did not come back the file is left out, because two trees with one git directory would share its index and HEAD.
 */
final class Pointers {

    private static final String POINTER = "gitdir: ";

    private final Saved saved;
    private final Root target;
    private final boolean inPlace;
    private final Map<String, GitState> states;
    private final List<String> notes;
    private final Map<BytePath, Path> pointers = new LinkedHashMap<>();
    private final Map<String, Registered> registered = new LinkedHashMap<>();
    private final List<Runnable> finishes = new ArrayList<>();
    private final Map<BytePath, Path> moved = new LinkedHashMap<>();
    private final Set<BytePath> dropped = new HashSet<>();

    /** @param states by git root of the workspace the repository, where there is one to connect to */
    Pointers(Saved saved, Path target, Map<String, GitState> states, List<String> notes) {
        this.saved = saved;
        this.target = new Root(target);
        this.inPlace = target.equals(Path.of(saved.manifest().workspace().path()));
        this.states = states;
        this.notes = notes;
        List<Line.Plain> files = saved.manifest().below(SavedRoot.WORK).stream()
                .filter(Line.Plain.class::isInstance)
                .map(Line.Plain.class::cast)
                .filter(line -> line.spot().path().name().equals(".git"))
                .toList();
        try (ObjectReader reader =
                saved.store().read(files.stream().map(line -> line.blob().oid()).toList())) {
            for (Line.Plain file : files) {
                String text = new String(reader.next(), StandardCharsets.ISO_8859_1).strip();
                if (text.startsWith(POINTER)) {
                    BytePath pointer = file.spot().path();
                    pointers.put(pointer, resolve(pointer, text.substring(POINTER.length())));
                }
            }
        }
    }

    private Path resolve(BytePath pointer, String named) {
        if (named.startsWith("/")) {
            return Root.ofBytes(named).normalize();
        }
        var work = new Root(Path.of(saved.manifest().workspace().path()));
        return Root.ofBytes(Root.bytesOf(work.resolve(pointer.parent())) + "/" + named)
                .normalize();
    }

    /**
     * Brings git directories back, before the tree is written.
     *
     * @return the pointers that do not come back as they were
     */
    Set<BytePath> connect() {
        for (SavedRoot own : saved.manifest().own()) {
            if (states.containsKey(own.name())) {
                register(own, own.pointer(), states.get(own.name()));
            }
        }
        pointers.forEach((pointer, gitDirectory) ->
                rootOf(gitDirectory).ifPresent(root -> connect(pointer, gitDirectory, root)));
        var rewritten = new HashSet<>(moved.keySet());
        rewritten.addAll(dropped);
        return rewritten;
    }

    private void register(SavedRoot root, BytePath pointer, GitState state) {
        var registrar = new Registrar(saved, state, root, target.resolve(pointer.parent()), inPlace);
        Registered now = registrar.register(notes);
        finishes.add(() -> registrar.finish(now));
        registered.put(root.name(), now);
        boolean occupied = saved.manifest().below(SavedRoot.WORK).stream()
                .anyMatch(line -> line.spot().path().equals(pointer) && line instanceof Line.Folder);
        if (occupied) {
            notes.add("There was a repository of its own in " + pointer
                    + ", which comes back; the worktree's own state is in " + now.gitDirectory());
        } else if (!now.same() || !pointers.containsKey(pointer)) {
            // A workspace that had vanished when it was saved has no pointer to come back as it was.
            moved.put(pointer, now.gitDirectory());
        }
    }

    private void connect(BytePath pointer, Path gitDirectory, SavedRoot root) {
        if (root.extent() == Extent.STATE) {
            // It stayed where it was, for the tree that is or was there.
            if (!inPlace) {
                drop(pointer, gitDirectory);
            }
            return;
        }
        boolean worktree = gitDirectory.equals(root.path());
        if (worktree && root.own() && pointer.equals(root.pointer()) && registered.containsKey(root.name())) {
            return;
        }
        if (worktree && inPlace && Files.isDirectory(gitDirectory)) {
            return;
        }
        Optional<GitState> owner = states.values().stream()
                .filter(state -> state.owns(gitDirectory))
                .findFirst();
        if (worktree && owner.isPresent()) {
            register(root, pointer, owner.get());
            return;
        }
        Registered now = registered.get(root.name());
        if (now == null) {
            drop(pointer, gitDirectory);
        } else if (!now.same()) {
            moved.put(pointer, now.gitDirectory().resolve(root.path().relativize(gitDirectory)));
        }
    }

    private void drop(BytePath pointer, Path gitDirectory) {
        dropped.add(pointer);
        if (!isOwn(pointer)) {
            notes.add(pointer.parent() + " comes back as files alone: its git directory " + gitDirectory
                    + " is in use elsewhere or gone");
        }
    }

    /** What becomes of these is told by whoever looked for their repositories. */
    private boolean isOwn(BytePath pointer) {
        return saved.manifest().own().stream().anyMatch(own -> pointer.equals(own.pointer()));
    }

    private Optional<SavedRoot> rootOf(Path gitDirectory) {
        return saved.manifest().roots().stream()
                .filter(root -> !root.name().equals(SavedRoot.WORK))
                .filter(root -> gitDirectory.startsWith(root.path()))
                .findFirst();
    }

    /**
     * Writes the pointers that follow moved git directories, after the tree is written.
     *
     * @param written where the tree is for now
     */
    void write(Path written) {
        var files = new Root(written);
        moved.forEach((pointer, gitDirectory) -> {
            makeRoom(files.resolve(pointer.parent()));
            point(files.resolve(pointer), gitDirectory);
            boolean submodule = registered.values().stream()
                    .noneMatch(now -> now.gitDirectory().equals(gitDirectory));
            if (submodule) {
                states.values()
                        .iterator()
                        .next()
                        .moveWorktree(gitDirectory.resolve("config"), target.resolve(pointer.parent()));
            }
        });
    }

    /** Of a workspace that had vanished when it was saved there are no directories either. */
    private static void makeRoom(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot make " + directory + ": " + e, e);
        }
    }

    static void point(Path file, Path gitDirectory) {
        try {
            Files.write(file, (POINTER + Root.bytesOf(gitDirectory) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot write " + file + ": " + e, e);
        }
    }

    /** Hands the git directories over, after the tree is at its place. */
    void finish() {
        finishes.forEach(Runnable::run);
    }
}
