package dev.tagma.adapters.runtime.tmux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where and how the runtime keeps its tmux server. The composition root fills it in; nothing here is looked up in the
 * environment.
 *
 * @param program the tmux program: a file, or a name in {@code /bin} or {@code /usr/bin}
 * @param socket the server's own socket; its directory is made private
 * @param directory where the configuration, the note about the server and the texts on their way are kept; made private
 * @param bootId which boot of the machine this is
 * @param userRuntimeDirectory what {@code XDG_RUNTIME_DIR} says, needed to reach the user's service manager
 */
public record TmuxSettings(
        String program, Path socket, Path directory, String bootId, Optional<Path> userRuntimeDirectory) {

    /** Unix socket addresses end at 104 to 108 bytes, depending on the system. */
    private static final int LONGEST_SOCKET_PATH = 99;

    public TmuxSettings {
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (!socket.isAbsolute() || length > LONGEST_SOCKET_PATH) {
            throw new IllegalArgumentException("The tmux socket " + socket + " must be an absolute path of at most "
                    + LONGEST_SOCKET_PATH + " bytes, not " + length + "; choose a shorter directory");
        }
    }

    /**
     * The socket for a state directory: in the user's runtime directory where there is one and the path fits, else in a
     * short directory of the user's own below {@code temporary}. Its name is a hash of the state directory, so that each
     * has a server of its own.
     */
    public static Path socketFor(
            Path stateDirectory, Optional<Path> userRuntimeDirectory, Path temporary, String userName) {
        String name = "tmux-" + hash(stateDirectory.toAbsolutePath().normalize().toString());
        return userRuntimeDirectory
                .map(directory -> directory.resolve("tagma").resolve(name))
                .filter(path -> path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH)
                .orElseGet(() -> temporary.resolve("tagma-" + userName).resolve(name));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    Path configuration() {
        return directory.resolve("tmux.conf");
    }

    /** Says which process the server is, for the case that its socket is gone. */
    Path serverNote() {
        return directory.resolve("tmux.server");
    }
}
