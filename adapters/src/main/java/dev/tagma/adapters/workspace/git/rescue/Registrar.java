package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.repository.Registration;
import dev.tagma.adapters.workspace.git.rescue.SavedRoot.Extent;
import dev.tagma.adapters.workspace.git.store.Digests;
import dev.tagma.adapters.workspace.git.store.Names;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Gives a restored directory its git directory in the repository back, or a new one where the old one's name is taken. */
final class Registrar {

    private final Saved saved;
    private final GitState state;
    private final SavedRoot root;
    private final Path target;
    private final boolean inPlace;

    /**
     * For one worktree.
     *
     * @param root its git directory as it was saved
     * @param target where the worktree comes back
     * @param inPlace whether that is where it was
     */
    Registrar(Saved saved, GitState state, SavedRoot root, Path target, boolean inPlace) {
        this.saved = saved;
        this.state = state;
        this.root = root;
        this.target = target;
        this.inPlace = inPlace;
    }

    /**
     * Where the git directory is now.
     *
     * @param same whether it is exactly where and what it was
     */
    record Registered(Path gitDirectory, boolean same) {}

    /** Writes the git directory and leaves it locked in the name of this restore, so that nobody prunes or uses it. */
    Registered register(List<String> notes) {
        Manifest manifest = saved.manifest();
        Path common = state.common();
        Registration.gitDirectory(common, target).filter(this::isHalfMade).ifPresent(Registrar::drop);
        boolean linked = root.extent() == Extent.WHOLE;
        boolean same = linked && inPlace && claim(root.path());
        Path gitDirectory = same ? root.path() : claimNew(common.resolve("worktrees"));
        try {
            Files.writeString(gitDirectory.resolve("locked"), lock(saved));
            Files.write(gitDirectory.resolve("gitdir"), bytes(Root.bytesOf(target.resolve(".git")) + "\n"));
            Files.writeString(gitDirectory.resolve("commondir"), "../..\n");
        } catch (IOException e) {
            throw failed(gitDirectory, e);
        }
        new TreeWriter(saved.store(), gitDirectory)
                .write(manifest.below(root.name()).stream()
                        .filter(line -> belongs(name(line), linked, same) && !isWrittenHere(name(line)))
                        .toList());
        writeHead(gitDirectory, state.head(manifest.head(root.name()), target), notes);
        return new Registered(gitDirectory, same);
    }

    /** Hands the git directory over, once its worktree is there. */
    void finish(Registered registered) {
        Path gitDirectory = registered.gitDirectory();
        try {
            Files.delete(gitDirectory.resolve("locked"));
            if (registered.same()) {
                putBackExactly(gitDirectory);
            }
        } catch (IOException e) {
            throw failed(gitDirectory, e);
        }
    }

    /** Where nothing had to change, the few files that were written here come back with their own modes and times. */
    private void putBackExactly(Path gitDirectory) throws IOException {
        var back = new ArrayList<Line>();
        for (Line line : saved.manifest().below(root.name())) {
            if (line instanceof Line.Plain plain && isWrittenHere(name(line))) {
                Path file = gitDirectory.resolve(name(line));
                // HEAD may have to differ; the lock comes back in any case.
                boolean same = !Files.exists(file)
                        || Digests.of(Files.readAllBytes(file))
                                .oid()
                                .equals(plain.blob().oid());
                if (same) {
                    Files.deleteIfExists(file);
                    back.add(line);
                }
            } else if (line instanceof Line.Folder) {
                back.add(line);
            }
        }
        new TreeWriter(saved.store(), gitDirectory).write(back);
    }

    private static String lock(Saved saved) {
        return "Tagma restores " + saved.manifest().id() + "\n";
    }

    /** Whether a crash of this very restore left the directory, so that all in it comes from the rescue. */
    private boolean isHalfMade(Path gitDirectory) {
        return isHalfMade(gitDirectory, saved);
    }

    static boolean isHalfMade(Path gitDirectory, Saved saved) {
        Path lock = gitDirectory.resolve("locked");
        try {
            return Files.isRegularFile(lock) && Files.readString(lock).equals(lock(saved));
        } catch (IOException e) {
            throw failed(gitDirectory, e);
        }
    }

    /** Deletes what a crash of a restore left. */
    static void drop(Path directory) {
        try {
            Deletion.all(directory);
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot delete the half-restored " + directory + ": " + e, e);
        }
    }

    private static String name(Line line) {
        return line.spot().path().latin1();
    }

    private static WorkspaceException failed(Path gitDirectory, IOException e) {
        return new WorkspaceException(Kind.FAILED, "Cannot write the git directory " + gitDirectory + ": " + e, e);
    }

    private static boolean isWrittenHere(String path) {
        return switch (path) {
            case "HEAD", "gitdir", "commondir", "locked" -> true;
            default -> false;
        };
    }

    private static boolean belongs(String path, boolean linked, boolean same) {
        if (same) {
            return true;
        }
        return linked ? !isWrittenHere(path) && !path.equals("tagma") : GitState.belongsToLinked(path);
    }

    /** Makes the directory, if its name is free. */
    private static boolean claim(Path gitDirectory) {
        try {
            Files.createDirectories(gitDirectory.getParent());
            Files.createDirectory(gitDirectory);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot make " + gitDirectory + ": " + e, e);
        }
    }

    private Path claimNew(Path all) {
        String name = Names.directoryName(String.valueOf(target.getFileName()));
        Path candidate = all.resolve(name);
        for (int i = 1; !claim(candidate); i++) {
            candidate = all.resolve(name + i);
        }
        return candidate;
    }

    static void writeHead(Path gitDirectory, GitState.HeadText head, List<String> notes) {
        try {
            Path aside = Files.createTempFile(gitDirectory, "HEAD", ".new");
            Files.writeString(aside, head.text());
            Files.setAttribute(aside, "unix:mode", 0644);
            Files.move(
                    aside,
                    gitDirectory.resolve("HEAD"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot write HEAD in " + gitDirectory + ": " + e, e);
        }
        if (!head.note().isEmpty()) {
            notes.add(head.note());
        }
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
