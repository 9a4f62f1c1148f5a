package dev.tagma.adapters.sandbox.container;

import dev.tagma.adapters.confine.Mount;
import dev.tagma.adapters.confine.Mounts;
import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of the machine's files goes into an image. The system is the image's: its directories and programs stay as they are,
 * and only what is installed below them for all comes in, such as packages for Node.js.
 */
final class Fitting {

    private static final Set<Path> SYSTEM = places(
            "/",
            "/bin",
            "/sbin",
            "/lib",
            "/lib32",
            "/lib64",
            "/libx32",
            "/etc",
            "/opt",
            "/var",
            "/run",
            "/tmp",
            "/dev",
            "/proc",
            "/sys",
            "/home",
            "/usr",
            "/usr/bin",
            "/usr/sbin",
            "/usr/lib",
            "/usr/lib64",
            "/usr/libexec",
            "/usr/share",
            "/usr/local",
            "/usr/local/bin",
            "/usr/local/sbin",
            "/usr/local/lib",
            "/usr/local/share");

    /** Programs here are linked against the libraries of the machine. */
    private static final Set<Path> PROGRAMS = places("/bin", "/sbin", "/usr/bin", "/usr/sbin");

    private static final Path PACKAGES = Path.of("lib/node_modules");
    private static final Path EMPTY_FILE = Path.of("/dev/null");

    private Fitting() {}

    private static Set<Path> places(String... names) {
        return Stream.of(names).map(Path::of).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The mounts, what is inside another one after it.
     *
     * @param asked places that somebody named, whatever they are
     */
    static List<Mount> of(Mounts mounts, List<String> asked) {
        Set<Path> wanted =
                asked.stream().map(place -> Path.of(place).normalize()).collect(Collectors.toUnmodifiableSet());
        return mounts.inOrder().stream()
                .flatMap(mount -> wanted.contains(mount.target()) ? Stream.of(mount) : fitting(mount))
                .distinct()
                .toList();
    }

    private static Stream<Mount> fitting(Mount mount) {
        Path place = mount.target();
        if (mount.access() != Mount.Access.READ) {
            return Stream.of(mount);
        }
        if (SYSTEM.contains(place)) {
            Path packages = place.resolve(PACKAGES);
            return Files.isDirectory(packages)
                    ? Stream.of(new Mount(Mount.Access.READ, packages, packages))
                    : Stream.empty();
        }
        Path above = place.getParent();
        // A link would be what it leads to, at a place beside which nothing is that this looks for.
        return PROGRAMS.contains(above) || (SYSTEM.contains(above) && Files.isSymbolicLink(place))
                ? Stream.empty()
                : Stream.of(mount);
    }

    /** Whether it is there within as it is here. */
    static boolean covers(List<Mount> mounts, Path place) {
        return mounts.stream().anyMatch(mount -> place.startsWith(mount.target()));
    }

    /**
     * The same with what is to stay empty: it is made where it is missing and can be read like the others. An engine would
     * make it too, as root.
     */
    static List<Mount> made(List<Mount> mounts) {
        return mounts.stream().map(Fitting::made).toList();
    }

    private static Mount made(Mount mount) {
        Path place = mount.target();
        try {
            if (mount.access() == Mount.Access.NOTHING) {
                Files.createDirectories(place);
            } else if (mount.source().equals(EMPTY_FILE)) {
                if (!Files.exists(place)) {
                    Files.createFile(place);
                }
            } else {
                return mount;
            }
            return new Mount(Mount.Access.READ, place, place);
        } catch (IOException failed) {
            throw new TerminalException("What is to stay empty cannot be made: " + failed, false, failed);
        }
    }
}
