package dev.tagma.adapters.workspace.git.rescue;

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

    Registered register(List<String> notes) {
        Manifest manifest = saved.manifest();
        boolean linked = root.extent() == Extent.WHOLE;
        boolean same = linked && inPlace && claim(root.path());
        Path gitDirectory = same ? root.path() : claimNew();
        try {
            // Locked before it is whole, so that nobody prunes it; the saved lock, if any, replaces this.
            Files.writeString(gitDirectory.resolve("locked"), "being restored\n");
            List<Line> lines = manifest.below(root.name()).stream()
                    .filter(line -> belongs(line.spot().path().latin1(), linked, same))
                    .toList();
            Files.write(gitDirectory.resolve("gitdir"), bytes(Root.bytesOf(target.resolve(".git")) + "\n"));
            Files.writeString(gitDirectory.resolve("commondir"), "../..\n");
            new TreeWriter(saved.store(), gitDirectory)
                    .write(lines.stream()
                            .filter(line -> !isWrittenHere(line.spot().path().latin1()))
                            .toList());
            GitState.HeadText head = state.head(manifest.head(root.name()), target);
            writeHead(gitDirectory, head, notes);
            Files.delete(gitDirectory.resolve("locked"));
            if (same) {
                putBackExactly(gitDirectory, lines, head);
            }
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot write the git directory " + gitDirectory + ": " + e, e);
        }
        return new Registered(gitDirectory, same);
    }

    /** Where nothing had to change, the few files that were written here come back with their own modes and times. */
    private void putBackExactly(Path gitDirectory, List<Line> lines, GitState.HeadText head) throws IOException {
        String headOid = Digests.of(bytes(head.text())).oid();
        var back = new ArrayList<Line>();
        for (Line line : lines) {
            boolean changed = line instanceof Line.Plain plain
                    && line.spot().path().latin1().equals("HEAD")
                    && !plain.blob().oid().equals(headOid);
            if (isWrittenHere(line.spot().path().latin1()) && !changed) {
                Files.deleteIfExists(gitDirectory.resolve(line.spot().path().latin1()));
                back.add(line);
            } else if (line instanceof Line.Folder) {
                back.add(line);
            }
        }
        new TreeWriter(saved.store(), gitDirectory).write(back);
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

    private Path claimNew() {
        Path all = saved.manifest().common().orElseThrow().resolve("worktrees");
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
