package dev.tagma.adapters.workspace.git.carry;

import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.FileStat;
import dev.tagma.adapters.workspace.git.tree.Quoted;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.adapters.workspace.git.tree.SymbolicLink;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which files of a worktree were carried over and are shown by git as untracked all the same, such as a link in the place
 * of a directory that is ignored by a pattern with a slash at its end. As long as nobody has changed them they are nobody's
 * work, and do not make the worktree a dirty one.
 *
 * @param looks how each of them looked when it came there
 */
public record Unchanged(Map<BytePath, String> looks) {

    public static final Unchanged NOTHING = new Unchanged(Map.of());

    private static final String FILE = "tagma-carried";

    public Unchanged {
        looks = Map.copyOf(looks);
    }

    /** What of these untracked paths is as it came. */
    public static Unchanged of(Path worktree, List<String> untracked) {
        var root = new Root(worktree);
        Map<BytePath, String> looks = new HashMap<>();
        for (String item : untracked) {
            var path = new BytePath(item);
            looks.put(path, look(root, path));
        }
        return new Unchanged(looks);
    }

    /** What was written down for a worktree, nothing where nothing was or it cannot be read. */
    public static Unchanged read(Path gitDirectory) {
        Path file = gitDirectory.resolve(FILE);
        Map<BytePath, String> looks = new HashMap<>();
        try {
            List<String> lines = Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
            for (String line : lines) {
                // Neither side has a bare tab: a quoted name writes it as an escape.
                int tab = line.indexOf('\t');
                looks.put(new BytePath(Quoted.unquote(line.substring(0, tab))), line.substring(tab + 1));
            }
        } catch (IOException | RuntimeException damaged) {
            // Then they are taken for work.
            return NOTHING;
        }
        return new Unchanged(looks);
    }

    public void write(Path gitDirectory) {
        var lines = new ArrayList<String>();
        looks.forEach((path, look) -> lines.add(Quoted.quote(path.latin1()) + "\t" + look));
        Path aside = gitDirectory.resolve(FILE + ".new");
        try {
            Files.write(aside, lines);
            Files.move(aside, gitDirectory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot write " + aside + ": " + e, e);
        }
    }

    /** Whether a path of the worktree was carried over and looks as it did then. */
    public boolean holds(Path worktree, BytePath path) {
        String then = looks.get(path);
        return then != null && then.equals(look(new Root(worktree), path));
    }

    private static String look(Root root, BytePath path) {
        Path file = root.resolve(path);
        try {
            FileStat stat = FileStat.of(file);
            return stat.type() == FileKind.SYMLINK
                    ? "link " + Quoted.quote(SymbolicLink.read(file))
                    : stat.type() + " " + Integer.toOctalString(stat.permissions()) + " " + stat.size() + " "
                            + stat.inode() + " " + stat.changed();
        } catch (IOException gone) {
            return "gone";
        }
    }
}
