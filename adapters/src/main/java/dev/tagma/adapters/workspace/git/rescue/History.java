package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.command.GitCommand;
import dev.tagma.adapters.workspace.git.command.GitOutput;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.Found;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.adapters.workspace.git.tree.Walk;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The objects that only a worktree's git directory keeps from being collected: commits of a detached HEAD, of its log and
 * of operations in progress, and what was staged. They are packed whole, with nothing that any other ref keeps.
 */
final class History {

    /** Commit ids in HEAD, logs, heads of operations, and to-do lists, whatever their format. */
    private static final Pattern OBJECT_ID = Pattern.compile("(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])");

    private static final long LARGEST_TEXT = 16L << 20;

    private final Git git;
    private final Path gitDirectory;

    History(Git git, Path gitDirectory) {
        this.git = git;
        this.gitDirectory = gitDirectory;
    }

    private GitCommand git(String... arguments) {
        return git.in(gitDirectory, arguments).withEnvironment("GIT_DIR", gitDirectory.toString());
    }

    Manifest.Head head() {
        GitOutput ref = git("symbolic-ref", "--quiet", "HEAD").run();
        GitOutput commit =
                git("rev-parse", "--verify", "--quiet", "HEAD^{commit}").run();
        return new Manifest.Head(
                ref.ok() ? Optional.of(ref.text()) : Optional.empty(),
                commit.ok() ? Optional.of(commit.text()) : Optional.empty());
    }

    /**
     * Writes the pack.
     *
     * @param branchCounts whether the branch that HEAD is on keeps its commits by itself
     * @return whether there was anything to write
     */
    boolean pack(Path file, boolean branchCounts) {
        Manifest.Head head = head();
        Set<String> wanted = existing(wanted(head));
        if (wanted.isEmpty()) {
            return false;
        }
        var input = new StringBuilder();
        wanted.forEach(oid -> input.append(oid).append('\n'));
        for (String line : git("for-each-ref", "--format=%(objectname) %(refname)")
                .check()
                .text()
                .lines()
                .toList()) {
            int space = line.indexOf(' ');
            boolean own = head.ref().filter(line.substring(space + 1)::equals).isPresent();
            if (branchCounts || !own) {
                input.append('^').append(line, 0, space).append('\n');
            }
        }
        try (var process = git("pack-objects", "--revs", "--stdout", "--quiet").start();
                OutputStream out = Files.newOutputStream(file)) {
            process.feed(input.toString().getBytes(StandardCharsets.US_ASCII));
            process.output().transferTo(out);
            GitOutput output = process.finish();
            if (!output.ok()) {
                throw new WorkspaceException(
                        Kind.FAILED, "The commits of " + gitDirectory + " cannot be saved: " + output.reason());
            }
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot write " + file + ": " + e, e);
        }
        return objects(file) > 0;
    }

    private Set<String> wanted(Manifest.Head head) {
        var ids = new LinkedHashSet<String>();
        head.commit().ifPresent(ids::add);
        var root = new Root(gitDirectory);
        List<Found> found = Walk.below(root, directory -> !shared(directory.path()));
        for (Found file : found) {
            boolean text = file.is(FileKind.FILE)
                    && file.stat().size() <= LARGEST_TEXT
                    && !shared(file.path())
                    && !file.path().name().endsWith("index");
            if (text) {
                try {
                    var matcher =
                            OBJECT_ID.matcher(Files.readString(root.resolve(file.path()), StandardCharsets.ISO_8859_1));
                    while (matcher.find()) {
                        ids.add(matcher.group());
                    }
                } catch (IOException e) {
                    throw Walk.unreadable(root.resolve(file.path()).toString(), e);
                }
            }
        }
        ids.addAll(staged(head));
        return ids;
    }

    /** What refs keep by themselves, and what belongs to submodules. */
    private static boolean shared(BytePath path) {
        String first = path.latin1();
        return switch (first) {
            case "objects",
                    "modules",
                    "worktrees",
                    "hooks",
                    "packed-refs",
                    "lfs",
                    "refs/heads",
                    "refs/tags",
                    "refs/remotes",
                    "logs/refs" -> true;
            default -> false;
        };
    }

    /** Blobs of the index that HEAD has not. */
    private Set<String> staged(Manifest.Head head) {
        var ids = new LinkedHashSet<String>();
        if (head.commit().isPresent()) {
            List<String> items = git("diff-index", "--cached", "--raw", "--no-abbrev", "--no-renames", "-z", "HEAD")
                    .check()
                    .items();
            for (int i = 0; i + 1 < items.size(); i += 2) {
                String[] columns = items.get(i).split(" ", -1);
                addBlob(ids, columns[1], columns[3]);
            }
            git("ls-files", "--unmerged", "-z").check().items().forEach(item -> addStaged(ids, item));
        } else {
            git("ls-files", "--stage", "-z").check().items().forEach(item -> addStaged(ids, item));
        }
        return ids;
    }

    private static void addStaged(Set<String> ids, String item) {
        String[] columns = item.split("[ \t]", 3);
        addBlob(ids, columns[0], columns[1]);
    }

    private static void addBlob(Set<String> ids, String mode, String oid) {
        if (!mode.equals("160000") && !oid.matches("0+")) {
            ids.add(oid);
        }
    }

    private Set<String> existing(Set<String> ids) {
        var found = new LinkedHashSet<String>();
        git("cat-file", "--batch-check=%(objectname) %(objecttype)")
                .check(String.join("\n", ids) + "\n")
                .text()
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(columns -> columns.length == 2 && !columns[1].equals("missing"))
                .forEach(columns -> found.add(columns[0]));
        return found;
    }

    /** How many objects a pack says it holds. */
    private static int objects(Path pack) {
        try (var in = new DataInputStream(Files.newInputStream(pack))) {
            in.readInt();
            in.readInt();
            return in.readInt();
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot read " + pack + ": " + e, e);
        }
    }
}
