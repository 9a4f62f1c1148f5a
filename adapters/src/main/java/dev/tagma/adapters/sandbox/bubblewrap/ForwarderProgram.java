package dev.tagma.adapters.sandbox.bubblewrap;

import dev.tagma.adapters.sandbox.bubblewrap.proxy.Forwarder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The program within a sandbox that takes connections at a port and carries them to the proxy's socket.
 *
 * @param java runs it
 * @param home what that needs to run
 */
public record ForwarderProgram(Path java, Path home) {

    /** Where it takes connections, in a network that is the sandbox's alone. */
    static final int PORT = 3128;

    Set<Path> places() {
        return Set.of(java, home, classes());
    }

    /**
     * @param socket the proxy's
     * @param ready is written to once connections are taken
     */
    List<String> command(Path socket, Path ready) {
        return List.of(
                java.toString(),
                "-Xmx32m",
                "-Xss256k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                classes().toString(),
                Forwarder.class.getName(),
                Integer.toString(PORT),
                socket.toString(),
                ready.toString());
    }

    private static Path classes() {
        try {
            return Path.of(Forwarder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("The place of this very program is no path", impossible);
        }
    }
}
