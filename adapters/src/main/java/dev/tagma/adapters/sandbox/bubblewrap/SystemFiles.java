package dev.tagma.adapters.sandbox.bubblewrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of the system itself: programs, libraries, settings. They can be read, and nothing of a person's is there. */
final class SystemFiles {

    /** What is said of them. */
    static final String WORDS = "/usr, /etc, /opt and the libraries";

    private static final List<String> PLACES = List.of(
            "/usr",
            "/bin",
            "/sbin",
            "/lib",
            "/lib32",
            "/lib64",
            "/libx32",
            "/etc",
            "/opt",
            "/nix/store",
            "/run/current-system",
            "/var/lib/ca-certificates",
            "/sys/devices/system/cpu");

    private static final Path NAMES = Path.of("/etc/resolv.conf");

    private SystemFiles() {}

    private static void link(Command command, Path link) {
        try {
            command.with("--symlink", Files.readSymbolicLink(link).toString(), link.toString());
        } catch (IOException gone) {
            // Nothing leads anywhere by it any more.
            return;
        }
    }

    /** A link is a link within, too: others lead through it. */
    static void into(Command command) {
        for (String place : PLACES) {
            Path path = Path.of(place);
            if (Files.isSymbolicLink(path)) {
                link(command, path);
            } else {
                command.with("--ro-bind-try", place, place);
            }
        }
        try {
            Path names = NAMES.toRealPath();
            if (!names.startsWith("/etc") && !names.startsWith("/usr")) {
                command.with("--ro-bind-try", names.toString(), names.toString());
            }
        } catch (IOException none) {
            // Names are looked up in another way here, or not at all.
            return;
        }
    }
}
