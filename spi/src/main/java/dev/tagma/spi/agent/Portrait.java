package dev.tagma.spi.agent;

import java.util.List;

/**
 * What an adapter says of the agent it drives.
 *
 * @param title its name for people
 * @param origin where what is known of it comes from: {@code built-in}, or a file
 * @param knownVersions the beginnings of the versions it was tried with
 * @param unknown what cannot be known of it, or was not proven, a sentence each
 */
public record Portrait(String title, String origin, List<String> knownVersions, List<String> unknown) {

    public Portrait {
        knownVersions = List.copyOf(knownVersions);
        unknown = List.copyOf(unknown);
    }
}
