package dev.tagma.server.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where to listen and how patiently.
 *
 * @param tcp the address of the TCP door, none where it stays shut; port 0 takes a free one
 * @param movable whether a free port is taken where another process has that of {@code tcp}
 * @param silence after this long without a byte in either direction a connection is given up, and so is a reader that
 *     takes nothing in
 * @param grace how long requests that run may take to end when the doors close
 */
public record HttpSettings(
        Path socket, Optional<InetSocketAddress> tcp, boolean movable, Duration silence, Duration grace) {}
