package dev.tagma.cli.doctor;

import dev.tagma.cli.daemon.Daemon;
import dev.tagma.cli.http.TransportException;
import dev.tagma.wire.home.Home;
import dev.tagma.wire.home.PrivateDirectory;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where Tagma keeps its things, and who else can get at them. */
final class Places {

    /** Below this, a worktree or a rescue of some size fails. */
    private static final long LITTLE = 1L << 30;

    /** Below this, the store itself will fail soon. */
    private static final long NEXT_TO_NOTHING = 100L << 20;

    private final Daemon daemon;
    private final Home home;

    Places(Daemon daemon) {
        this.daemon = daemon;
        this.home = daemon.home();
    }

    List<Finding> findings() {
        return List.of(
                directory("state", home.state()),
                directory("runtime", home.runtime()),
                configuration(),
                space(),
                socket());
    }

    private static Finding directory(String name, Path directory) {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Finding.good(name, directory + ", made when it is needed")
                    .repairedBy(() -> PrivateDirectory.make(directory));
        }
        if (!Files.isDirectory(directory)) {
            return Finding.bad(name, directory + " is not a directory", "move it away");
        }
        if (!Files.isWritable(directory)) {
            return Finding.bad(
                    name,
                    "%s cannot be written to; it belongs to %s".formatted(directory, owner(directory)),
                    "make it yours again (chown), or set " + Home.VARIABLE);
        }
        if (openToOthers(directory)) {
            return Finding.doubtful(name, directory + " can be entered by others", "chmod 700 " + directory)
                    .repairedBy(() -> PrivateDirectory.make(directory));
        }
        return Finding.good(name, directory.toString());
    }

    /** It may hold keys. */
    private Finding configuration() {
        Path file = home.configurationFile();
        if (!Files.exists(file)) {
            return Finding.good("configuration", "no " + file + "; the defaults hold");
        }
        if (!Files.isReadable(file)) {
            return Finding.bad(
                    "configuration",
                    "%s cannot be read; it belongs to %s".formatted(file, owner(file)),
                    "make it yours again (chown)");
        }
        if (openToOthers(file)) {
            return Finding.doubtful(
                            "configuration", file + " can be read by others, and may hold keys", "chmod 600 " + file)
                    .repairedBy(
                            () -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------")));
        }
        return Finding.good("configuration", file.toString());
    }

    private Finding space() {
        Path present = home.state();
        while (!Files.exists(present) && present.getParent() != null) {
            present = present.getParent();
        }
        try {
            FileStore disk = Files.getFileStore(present);
            long free = disk.getUsableSpace();
            String found = String.format(Locale.ROOT, "%.1f GiB free at %s", (double) free / (1 << 30), home.state());
            if (free < NEXT_TO_NOTHING) {
                return Finding.bad("disk", found, "make room: nothing can be recorded or saved soon");
            }
            return free < LITTLE
                    ? Finding.doubtful("disk", found, "make room: worktrees and rescues need it")
                    : Finding.good("disk", found);
        } catch (IOException unknown) {
            return Finding.doubtful(
                    "disk",
                    "how much is free at %s is not known: %s".formatted(present, unknown.getMessage()),
                    "look at the disk");
        }
    }

    private Finding socket() {
        Path socket = home.socket();
        try {
            if (daemon.hasStaleSocket()) {
                return Finding.doubtful(
                                "socket",
                                "nobody listens on %s: the daemon was killed".formatted(socket),
                                "the next daemon takes its place; tagma doctor --fix removes it")
                        .repairedBy(daemon::removeStaleSocket);
            }
        } catch (TransportException unusable) {
            return Finding.bad(
                    "socket",
                    String.valueOf(unusable.getMessage()),
                    "remove %s and whatever listens there".formatted(socket));
        }
        return Finding.good("socket", socket.toString());
    }

    private static boolean openToOthers(Path path) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return permissions.stream().anyMatch(each -> !each.name().startsWith("OWNER"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private static String owner(Path path) {
        try {
            return Files.getOwner(path).getName();
        } catch (IOException | UnsupportedOperationException unknown) {
            return "somebody else";
        }
    }
}
