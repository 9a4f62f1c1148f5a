package dev.tagma.server.route;

import java.time.Instant;

/**
 * What the daemon says of itself.
 *
 * @param version of Tagma
 * @param java version of the Java it runs on
 * @param startedAt when the process began
 */
public record About(String version, String java, Instant startedAt) {}
