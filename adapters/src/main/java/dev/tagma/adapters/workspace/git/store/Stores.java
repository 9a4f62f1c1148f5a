package dev.tagma.adapters.workspace.git.store;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** All stores of a state directory, one for each repository or plain directory, readable by nobody else. */
public final class Stores {

    private static final String SUFFIX = ".git";

    private final Git git;
    private final Path directory;

    public Stores(Git git, Path directory) {
        this.git = git;
        this.directory = directory;
    }

    /**
     * The store of a place, made where there is none yet.
     *
     * @param place the repository's common git directory, or the plain directory
     */
    public Store of(Path place) {
        Path wanted = directory.resolve(Names.directoryName(Names.repositoryName(place)) + "-"
                + Digests.shortHash(place.toString(), 10) + SUFFIX);
        if (!Files.isDirectory(wanted)) {
            make(wanted, place);
        }
        return new Store(git, wanted);
    }

    /** The store in a directory that some rescue names. */
    public Store at(Path store) {
        if (!Files.isDirectory(store)) {
            throw new WorkspaceException(Kind.MISSING, "The rescue store " + store + " is not there");
        }
        return new Store(git, store);
    }

    public List<Store> all() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        var stores = new ArrayList<Store>();
        try (var found = Files.newDirectoryStream(directory, "[!.]*" + SUFFIX)) {
            found.forEach(path -> stores.add(new Store(git, path)));
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot list the rescue stores in " + directory + ": " + e, e);
        }
        return stores;
    }

    /** Makes the store aside and renames it, so that a half-made one is never taken for a store. */
    private void make(Path wanted, Path place) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            Path aside = Files.createTempDirectory(directory, ".new-");
            git.store(
                            aside,
                            "init",
                            "--quiet",
                            "--bare",
                            "--template=",
                            "--object-format=sha1",
                            "--initial-branch=none")
                    .check();
            Files.writeString(aside.resolve("description"), "Saved work of " + place + "\n");
            Files.move(aside, wanted, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another call was first; its store is as good.
        } catch (IOException e) {
            if (!Files.isDirectory(wanted)) {
                throw new WorkspaceException(Kind.FAILED, "Cannot make the rescue store " + wanted + ": " + e, e);
            }
        }
    }
}
