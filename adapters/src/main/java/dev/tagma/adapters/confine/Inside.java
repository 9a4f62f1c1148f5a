package dev.tagma.adapters.confine;

import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.sandbox.Interior;
import dev.tagma.spi.sandbox.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The session's own files within: its workspace with the repositories, what its agent needs and what was wished for. */
public final class Inside {

    /** What is said of git in every sandbox. */
    public static final String GIT =
            "git: objects and branches can be written; settings, hooks and other worktrees cannot";

    /** What no sandbox closes. */
    public static final String LEFT = "what it leaves in the workspace or in the agent's own directories is outside"
            + " whatever you, or the agent's next session, make of it";

    /** Variables that lead to something of the machine's that is not there within. */
    public static final List<String> LEADING_OUT =
            List.of("SSH_AUTH_SOCK", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "TMPDIR", "TMUX", "TMUX_PANE");

    private Inside() {}

    /** What is there of them now; directories that an agent writes are made where they are missing. */
    public static void into(Mounts mounts, Interior interior) {
        Needs needs = interior.needs();
        needs.readable().forEach(mounts::read);
        interior.rule().readable().forEach(place -> mounts.read(Path.of(place)));
        needs.writable().forEach(Inside::make);
        needs.writable().forEach(mounts::write);
        needs.files().forEach(mounts::write);
        needs.own().forEach(own -> {
            make(own.place());
            make(own.seenAt());
            mounts.write(own.place(), own.seenAt());
        });
        interior.rule().writable().forEach(place -> mounts.write(Path.of(place)));
        workspace(mounts, interior.workspace());
    }

    private static void workspace(Mounts mounts, Workspace workspace) {
        if (!workspace.path().isEmpty()) {
            Path directory = Path.of(workspace.path());
            mounts.write(directory);
            if (workspace.members().isEmpty()) {
                new Repository(mounts).of(directory);
            }
            workspace.members().forEach(member -> workspace(mounts, member));
        }
    }

    private static void make(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException failed) {
            throw new TerminalException(
                    "The agent's directory " + directory + " cannot be made: " + failed, false, failed);
        }
    }

    /** What a session may write, in words that name every place. */
    public static String writable(Mounts mounts, Set<Path> hidden) {
        return String.join(
                ", ",
                mounts.writable().stream()
                        .filter(place -> !hidden.contains(place))
                        .map(Path::toString)
                        .toList());
    }

    /** What it may read besides, in words that begin with a comma; empty where that is nothing. */
    public static String readable(List<Mount> mounts) {
        List<Path> writable = mounts.stream()
                .filter(mount -> mount.access() == Mount.Access.WRITE)
                .map(Mount::target)
                .toList();
        return mounts.stream()
                .filter(mount -> mount.access() == Mount.Access.READ)
                .map(Mount::target)
                .filter(place -> writable.stream().noneMatch(place::startsWith))
                .map(place -> ", " + place)
                .collect(Collectors.joining());
    }
}
