package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.repository.Place;
import dev.tagma.adapters.workspace.git.rescue.SavedRoot.Extent;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.Found;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.adapters.workspace.git.tree.Walk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the git directories outside a workspace that hold part of its state. */
final class Scope {

    private static final String POINTER = "gitdir: ";

    private Scope() {}

    /** The tree of a workspace, none when it is gone. */
    static Optional<SavedRoot> tree(Place place, boolean owned) {
        return place.exists()
                ? Optional.of(new SavedRoot(SavedRoot.WORK, place.path(), owned ? Extent.OWNED_TREE : Extent.TREE))
                : Optional.empty();
    }

    /** The git directories that the workspace's own and its nested repositories' pointers lead to. */
    static List<SavedRoot> gitDirectories(Place place, List<Found> tree) {
        var roots = new ArrayList<SavedRoot>();
        place.gitRoot().ifPresent(own -> roots.add(new SavedRoot(SavedRoot.GIT, own, extent(own))));
        for (Place member : place.members()) {
            member.gitRoot().ifPresent(own -> roots.add(SavedRoot.ofMember(member.name(), own, extent(own))));
        }
        var files = new Root(place.path());
        for (Found found : tree) {
            if (found.is(FileKind.FILE) && found.path().name().equals(".git")) {
                target(files, found.path())
                        .filter(target -> !target.startsWith(place.path()))
                        .filter(target -> roots.stream().noneMatch(known -> covers(known, target)))
                        .ifPresent(target ->
                                roots.add(new SavedRoot(SavedRoot.GIT + "-" + roots.size(), target, extent(target))));
            }
        }
        return roots;
    }

    /** The git directory that a pointer file names, where it is one. */
    static Optional<Path> target(Root files, BytePath pointer) {
        Path file = files.resolve(pointer);
        try {
            if (Files.size(file) > 1 << 16) {
                return Optional.empty();
            }
            String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            if (!text.startsWith(POINTER) || text.indexOf('\0') >= 0) {
                return Optional.empty();
            }
            String named = text.substring(POINTER.length());
            String absolute =
                    named.startsWith("/") ? named : Root.bytesOf(files.resolve(pointer.parent())) + "/" + named;
            Path target = Root.ofBytes(absolute);
            return isGitDirectory(target) ? Optional.of(target.toRealPath()) : Optional.empty();
        } catch (IOException e) {
            throw Walk.unreadable(file.toString(), e);
        }
    }

    private static boolean isGitDirectory(Path path) {
        return Files.isRegularFile(path.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                && (Files.isDirectory(path.resolve("objects")) || linked(path));
    }

    private static boolean covers(SavedRoot root, Path path) {
        return root.path().equals(path) || (root.extent() == Extent.WHOLE && path.startsWith(root.path()));
    }

    private static Extent extent(Path gitDirectory) {
        return linked(gitDirectory) ? Extent.WHOLE : Extent.STATE;
    }

    private static boolean linked(Path gitDirectory) {
        return Files.isRegularFile(gitDirectory.resolve("commondir"), LinkOption.NOFOLLOW_LINKS);
    }
}
