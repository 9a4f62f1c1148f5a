package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.repository.Place;
import dev.tagma.adapters.workspace.git.rescue.SavedRoot.Extent;
import dev.tagma.adapters.workspace.git.store.Blob;
import dev.tagma.adapters.workspace.git.store.Stores;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.Workspaces.Restored;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings rescues back: into an empty directory, or over the workspace that they are of, which is rescued first. */
public final class Restorer {

    private final Git git;
    private final Stores stores;
    private final Rescues rescues;
    private final Rescuer rescuer;
    private final Checkpoint checkpoint;

    public Restorer(Git git, Stores stores, Rescues rescues, Rescuer rescuer, Checkpoint checkpoint) {
        this.git = git;
        this.stores = stores;
        this.rescues = rescues;
        this.rescuer = rescuer;
        this.checkpoint = checkpoint;
    }

    public Restored restore(Rescue rescue, Path into) {
        // All bytes are read back first, so that a rescue that cannot be restored changes nothing.
        Saved saved = rescues.readBack(stores.at(Path.of(rescue.store())), rescue.ref());
        Path target = real(into.toAbsolutePath().normalize());
        if (!holdsSomething(target)) {
            return into(saved, target);
        }
        if (!target.equals(Path.of(saved.manifest().workspace().path()))) {
            throw new WorkspaceException(
                    Kind.REFUSED, "The directory " + target + " is not empty: name a new one to restore into");
        }
        return over(saved, target);
    }

    private Restored into(Saved saved, Path target) {
        Manifest manifest = saved.manifest();
        var notes = new ArrayList<String>(notes(manifest));
        Map<String, GitState> states = repositories(saved, notes);
        List<Line> tree = manifest.below(SavedRoot.WORK);
        // Aside first, so that what is at the target is whole or not there.
        Path aside = target.resolveSibling(".restoring-" + manifest.id());
        if (Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
            Registrar.drop(aside);
        }
        try {
            Files.createDirectories(aside);
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot make " + aside + ": " + e, e);
        }
        var pointers = new Pointers(saved, target, states, notes);
        Set<BytePath> rewritten = pointers.connect();
        checkpoint.reached("restore.registered");
        long files = new TreeWriter(saved.store(), aside).write(without(tree, rewritten));
        pointers.write(aside);
        if (manifest.root(SavedRoot.WORK).isPresent()) {
            verify(tree, aside, rewritten);
        } else {
            notes.add("The directory was gone when this was saved, so only what git itself held comes back");
        }
        checkpoint.reached("restore.written");
        move(aside, target);
        checkpoint.reached("restore.moved");
        pointers.finish();
        return new Restored(target, files, 0, Optional.empty(), notes);
    }

    private static void move(Path aside, Path target) {
        try {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new WorkspaceException(
                    Kind.FAILED,
                    "Everything was restored into " + aside + ", which cannot be renamed to " + target + ": " + e,
                    e);
        }
    }

    private Restored over(Saved saved, Path target) {
        Manifest manifest = saved.manifest();
        var notes = new ArrayList<String>(notes(manifest));
        Map<String, GitState> states = repositories(saved, notes);
        Saved first = rescuer.save(manifest.session(), manifest.workspace(), "before restoring " + manifest.id());
        Set<BytePath> skipped = gitPointers(target, manifest);
        var tree = new Replacement(
                saved.store(),
                target,
                without(first.manifest().below(SavedRoot.WORK), skipped),
                without(manifest.below(SavedRoot.WORK), skipped));
        tree.check();
        Replacement.Done done = tree.run();
        for (SavedRoot root : manifest.own()) {
            if (states.containsKey(root.name())) {
                overGit(saved, first, root, states.get(root.name()), target, notes);
            }
        }
        return new Restored(target, done.written(), done.removed(), Optional.of(first.rescue()), notes);
    }

    private void overGit(Saved saved, Saved first, SavedRoot root, GitState state, Path workspace, List<String> notes) {
        Path target = new Root(workspace).resolve(root.pointer().parent());
        Optional<Path> own = Place.of(git, saved.manifest().workspace(root)).gitRoot();
        if (own.isPresent()) {
            overGit(saved, first, root, state, own.get(), target, notes);
        } else {
            registerAgain(saved, root, state, target, notes);
        }
    }

    /** The directory is there, but its repository no longer knows it. */
    private static void registerAgain(Saved saved, SavedRoot root, GitState state, Path target, List<String> notes) {
        if (root.extent() == Extent.WHOLE) {
            var registrar = new Registrar(saved, state, root, target, true);
            Registrar.Registered now = registrar.register(notes);
            registrar.finish(now);
            if (!now.same()) {
                Pointers.point(target.resolve(".git"), now.gitDirectory());
            }
        }
    }

    private void overGit(
            Saved saved, Saved first, SavedRoot root, GitState state, Path own, Path target, List<String> notes) {
        boolean whole = root.extent() == Extent.WHOLE;
        GitState.HeadText head = state.head(saved.manifest().head(root.name()), target);
        var replacement = new Replacement(
                saved.store(),
                own,
                first.manifest().below(root.name()).stream()
                        .filter(line -> GitState.isReplaced(line.spot().path().latin1(), whole))
                        .toList(),
                saved.manifest().below(root.name()).stream()
                        .filter(line -> GitState.isReplaced(line.spot().path().latin1(), whole))
                        .toList());
        replacement.check();
        replacement.run();
        Registrar.writeHead(own, head, notes);
        if (Registrar.isHalfMade(own, saved)) {
            finishInterrupted(saved, root, own);
        }
    }

    /** A restore that crashed after its tree was in place left its lock; the saved lock and mark take its place. */
    private static void finishInterrupted(Saved saved, SavedRoot root, Path own) {
        try {
            Files.delete(own.resolve("locked"));
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot unlock " + own + ": " + e, e);
        }
        var writer = new TreeWriter(saved.store(), own);
        writer.write(saved.manifest().below(root.name()).stream()
                .filter(line -> line.spot().path().latin1().matches("locked|tagma") && !writer.isThere(line))
                .toList());
    }

    /** By git root the repositories that the workspace was of, with the saved objects in them, which can take it back. */
    private Map<String, GitState> repositories(Saved saved, List<String> notes) {
        var states = new LinkedHashMap<String, GitState>();
        for (SavedRoot root : saved.manifest().own()) {
            repository(saved, root, notes).ifPresent(state -> states.put(root.name(), state));
        }
        return states;
    }

    private Optional<GitState> repository(Saved saved, SavedRoot root, List<String> notes) {
        Manifest manifest = saved.manifest();
        if (manifest.common().isEmpty()) {
            return Optional.empty();
        }
        Path common = common(manifest, root);
        var state = new GitState(git, common);
        if (!Files.isDirectory(common) || !state.works()) {
            notes.add("The repository " + common
                    + " is gone, so the files come back without it; what was staged and the last " + "commits are in "
                    + saved.store().directory() + " under " + saved.ref() + ":" + Rescues.HISTORY);
            return Optional.empty();
        }
        state.addObjects(saved.store(), histories(manifest, root));
        Optional<String> commit = manifest.head(root.name()).commit();
        if (commit.isPresent() && !state.has(commit.get())) {
            notes.add("The repository " + common + " has lost the commit " + commit.get()
                    + ", so the files come back without it");
            return Optional.empty();
        }
        return Optional.of(state);
    }

    private static Path common(Manifest manifest, SavedRoot root) {
        return root.commonAbove().orElseGet(() -> manifest.common().orElseThrow());
    }

    /** Its own, and those of what is nested in the workspace, of which nobody knows where it belongs. */
    private static List<Blob> histories(Manifest manifest, SavedRoot root) {
        Set<String> others = manifest.own().stream()
                .map(SavedRoot::name)
                .filter(name -> !name.equals(root.name()))
                .collect(Collectors.toSet());
        return manifest.histories().entrySet().stream()
                .filter(history -> !others.contains(history.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static List<String> notes(Manifest manifest) {
        return manifest.unsaved().stream()
                .map(unsaved -> unsaved.path() + " was listed and not saved (" + unsaved.reason() + ")")
                .toList();
    }

    /** Over the workspace itself its own pointers stay as they are, if there are any. */
    private static Set<BytePath> gitPointers(Path target, Manifest manifest) {
        var files = new Root(target);
        return manifest.own().stream()
                .map(SavedRoot::pointer)
                .filter(pointer -> Files.exists(files.resolve(pointer), LinkOption.NOFOLLOW_LINKS))
                .collect(Collectors.toSet());
    }

    private static List<Line> without(List<Line> lines, Set<BytePath> paths) {
        return lines.stream()
                .filter(line -> !paths.contains(line.spot().path()))
                .toList();
    }

    private static void verify(List<Line> lines, Path target, Set<BytePath> rewritten) {
        List<Line> back = lines.stream()
                .filter(line -> !(line instanceof Line.Listed))
                .filter(line -> !(line instanceof Line.Special special && !comesBack(special)))
                .toList();
        Comparison compared = Comparison.of(back, target, false, rewritten);
        if (!compared.same()) {
            throw new WorkspaceException(
                    Kind.FAILED, "What was restored into " + target + " is not as saved: " + compared.firstFew());
        }
    }

    private static boolean comesBack(Line.Special special) {
        return switch (special.kind()) {
            case FIFO -> true;
            case SOCKET, DEVICE, FILE, DIRECTORY, SYMLINK -> false;
        };
    }

    /** The workspace may be named through a link; a link itself is nothing to restore into. */
    private static Path real(Path target) {
        try {
            return Files.isDirectory(target) ? target.toRealPath() : target;
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot look at " + target + ": " + e, e);
        }
    }

    private static boolean holdsSomething(Path target) {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new WorkspaceException(Kind.REFUSED, target + " is not a directory: name a new one to restore into");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(target)) {
            return entries.iterator().hasNext();
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot look into " + target + ": " + e, e);
        }
    }
}
