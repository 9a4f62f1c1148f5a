package dev.tagma.server;

import dev.tagma.server.auth.TcpDoor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the doors are to be.
 *
 * @param socket the path of the Unix socket; its directory is made private
 * @param tcp the door on TCP, none where it stays shut
 * @param largestBody a larger one is refused
 * @param heartbeat how often a quiet stream of events shows that it lives
 * @param silence after this long without a byte a connection is given up, and so is a reader that takes nothing in; longer
 *     than the longest wait, which is a minute
 * @param grace how long requests that run may take to end when the doors close
 */
public record DoorSettings(
        Path socket, Optional<TcpDoor> tcp, int largestBody, Duration heartbeat, Duration silence, Duration grace) {

    /** What holds unless told otherwise: bodies of 2 MB, a heartbeat every 15 s. */
    public static DoorSettings standard(Path socket, Optional<TcpDoor> tcp) {
        return new DoorSettings(
                socket, tcp, 2 << 20, Duration.ofSeconds(15), Duration.ofSeconds(90), Duration.ofSeconds(5));
    }
}
