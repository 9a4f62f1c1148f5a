package dev.tagma.adapters.agent.external.message;

import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.PermissionMode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an adapter says of itself and its agent.
 *
 * @param protocol the version that it speaks; another one than Tagma's ends the conversation
 * @param adapter its own name and version, for people
 * @param title the agent's name, for people
 * @param knownVersions the beginnings of the agent's versions that it was tried with
 * @param unknown what cannot be known of the agent, or was not proven, a sentence each
 * @param modes the modes that the agent has
 * @param sources which questions each of its sources can answer; whether the process runs is Tagma's to say
 */
public record Introduction(
        int protocol,
        String adapter,
        String title,
        List<String> knownVersions,
        List<String> unknown,
        Set<PermissionMode> modes,
        Map<Source, Set<Question>> sources) {

    /** The version that is spoken here. */
    public static final int PROTOCOL = 1;

    public Introduction {
        knownVersions = List.copyOf(knownVersions);
        unknown = List.copyOf(unknown);
        modes = Set.copyOf(modes);
        sources = Map.copyOf(sources);
        if (modes.isEmpty()) {
            throw new IllegalArgumentException("'modes' is empty; name at least 'ask'");
        }
        if (sources.containsKey(Source.PROCESS)) {
            throw new IllegalArgumentException("'sources' holds 'process'; whether the process runs is Tagma's to say");
        }
    }
}
