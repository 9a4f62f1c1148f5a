package dev.tagma.spi.workspace;

import java.time.Instant;

/**
 * What a workspace takes of the disk.
 *
 * @param bytes allocated ones, of a file with several names once
 * @param at when they were measured
 */
public record DiskUse(long bytes, Instant at) {}
