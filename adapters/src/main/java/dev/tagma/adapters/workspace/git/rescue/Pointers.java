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
    private static final BytePath OWN = new BytePath(".git");

    private final Saved saved;
    private final Root target;
    private final boolean inPlace;
    private final Optional<GitState> state;
    private final List<String> notes;
    private final Map<BytePath, Path> pointers = new LinkedHashMap<>();
    private final Map<String, Registered> registered = new LinkedHashMap<>();
    private final Map<BytePath, Path> moved = new LinkedHashMap<>();
    private final Set<BytePath> dropped = new HashSet<>();

    /** @param state the repository, where there is one to connect to */
    Pointers(Saved saved, Path target, Optional<GitState> state, List<String> notes) {
        this.saved = saved;
        this.target = new Root(target);
        this.inPlace = target.equals(Path.of(saved.manifest().workspace().path()));
        this.state = state;
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
        Optional<SavedRoot> own = saved.manifest().root(SavedRoot.GIT);
        if (own.isPresent() && state.isPresent()) {
            register(own.get(), OWN);
        }
        pointers.forEach((pointer, gitDirectory) ->
                rootOf(gitDirectory).ifPresent(root -> connect(pointer, gitDirectory, root)));
        var rewritten = new HashSet<>(moved.keySet());
        rewritten.addAll(dropped);
        return rewritten;
    }

    private void register(SavedRoot root, BytePath pointer) {
        Registered now = new Registrar(saved, state.orElseThrow(), root, target.resolve(pointer.parent()), inPlace)
                .register(notes);
        registered.put(root.name(), now);
        boolean occupied = saved.manifest().below(SavedRoot.WORK).stream()
                .anyMatch(line -> line.spot().path().equals(pointer) && line instanceof Line.Folder);
        if (occupied) {
            notes.add(
                    "The workspace had a repository of its own in .git, which comes back; the worktree's own state is in "
                            + now.gitDirectory());
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
        if (worktree && pointer.equals(OWN) && registered.containsKey(root.name())) {
            return;
        }
        if (worktree && inPlace && Files.isDirectory(gitDirectory)) {
            return;
        }
        if (worktree && state.isPresent() && state.get().owns(gitDirectory)) {
            register(root, pointer);
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
        if (!pointer.equals(OWN)) {
            notes.add(pointer.parent() + " comes back as files alone: its git directory " + gitDirectory
                    + " is in use elsewhere or gone");
        }
    }

    private Optional<SavedRoot> rootOf(Path gitDirectory) {
        return saved.manifest().roots().stream()
                .filter(root -> !root.name().equals(SavedRoot.WORK))
                .filter(root -> gitDirectory.startsWith(root.path()))
                .findFirst();
    }

    /** Writes the pointers that follow moved git directories, after the tree is written. */
    void write() {
        moved.forEach((pointer, gitDirectory) -> {
            Path file = target.resolve(pointer);
            try {
                Files.write(file, (POINTER + Root.bytesOf(gitDirectory) + "\n").getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                throw new WorkspaceException(Kind.FAILED, "Cannot write " + file + ": " + e, e);
            }
            boolean submodule = registered.values().stream()
                    .noneMatch(now -> now.gitDirectory().equals(gitDirectory));
            if (submodule) {
                state.orElseThrow().moveWorktree(gitDirectory.resolve("config"), target.resolve(pointer.parent()));
            }
        });
    }
}
