package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.store.Blob;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.Rescue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rescue holds.
 *
 * @param workspace what was saved
 * @param common the common git directory of its repository, of the first one where it is of several
 * @param heads by git root, what HEAD was
 * @param histories by git root, a pack of the objects that its repository could lose
 */
record Manifest(
        String id,
        SessionId session,
        Instant at,
        String reason,
        Workspace workspace,
        Optional<Path> common,
        Map<String, Head> heads,
        List<SavedRoot> roots,
        Map<String, Blob> histories,
        List<Line> lines) {

    /**
     * What HEAD was.
     *
     * @param ref the full name of the branch it was on
     * @param commit the commit it stood at
     */
    record Head(Optional<String> ref, Optional<String> commit) {}

    Manifest {
        heads = Map.copyOf(heads);
        roots = List.copyOf(roots);
        histories = Map.copyOf(histories);
        lines = List.copyOf(lines);
    }

    /** What HEAD was in a git root. */
    Head head(String root) {
        return heads.getOrDefault(root, new Head(Optional.empty(), Optional.empty()));
    }

    Optional<SavedRoot> root(String name) {
        return roots.stream().filter(root -> root.name().equals(name)).findFirst();
    }

    /** The git directories of the workspace itself, so that it can become a worktree, or worktrees, again. */
    List<SavedRoot> own() {
        return roots.stream().filter(SavedRoot::own).toList();
    }

    /** The part of the workspace that a git directory of its own belongs to. */
    Workspace workspace(SavedRoot own) {
        Path place = Path.of(workspace.path()).resolve(own.pointer().parent().latin1());
        return workspace.members().stream()
                .filter(member -> place.equals(Path.of(member.path())))
                .findFirst()
                .orElse(workspace);
    }

    List<Line> below(String root) {
        return lines.stream().filter(line -> line.spot().root().equals(root)).toList();
    }

    List<Line.Listed> listed() {
        return lines.stream()
                .filter(Line.Listed.class::isInstance)
                .map(Line.Listed.class::cast)
                .toList();
    }

    /** What is listed in the words of the port; sockets and devices too, since they do not come back. */
    List<Rescue.Unsaved> unsaved() {
        return lines.stream()
                .<Optional<Rescue.Unsaved>>map(line -> switch (line) {
                    case Line.Listed listed ->
                        Optional.of(new Rescue.Unsaved(listed.spot().toString(), listed.bytes(), listed.reason()));
                    case Line.Special special ->
                        switch (special.kind()) {
                            case SOCKET, DEVICE ->
                                Optional.of(new Rescue.Unsaved(
                                        special.spot().toString(),
                                        0,
                                        "a " + special.kind().name().toLowerCase(java.util.Locale.ROOT)
                                                + " has no bytes to save"));
                            case FIFO, FILE, DIRECTORY, SYMLINK -> Optional.empty();
                        };
                    case Line.Plain plain -> Optional.empty();
                    case Line.Folder folder -> Optional.empty();
                    case Line.Link link -> Optional.empty();
                })
                .flatMap(Optional::stream)
                .toList();
    }

    long files() {
        return lines.stream()
                .filter(line -> line instanceof Line.Plain || line instanceof Line.Link)
                .count();
    }

    long bytes() {
        return lines.stream()
                .mapToLong(
                        line -> line instanceof Line.Plain plain ? plain.blob().size() : 0)
                .sum();
    }

    /** Whether the path of a nested git pointer or directory is part of this spot. */
    static boolean insideGit(BytePath path) {
        String text = path.latin1();
        return text.equals(".git") || text.startsWith(".git/") || text.endsWith("/.git") || text.contains("/.git/");
    }
}
