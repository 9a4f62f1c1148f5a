package dev.tagma.engine.fleet;

import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.Workshop;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Leases ports to sessions. A lease is part of the session and lasts until that is removed; between being chosen and being
 * stored it is kept here, so that no two sessions are given the same.
 */
final class PortLeases {

    private final Services services;
    private final Map<SessionId, Collection<Integer>> chosen = new HashMap<>();

    PortLeases(Services services) {
        this.services = services;
    }

    /** Ports that no session has and nobody listens on; to be followed by {@link #settled}. */
    synchronized Map<String, Integer> lease(SessionId session, List<String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        Workshop workshop = services.workshop();
        Set<Integer> taken = taken();
        Map<String, Integer> leased = new TreeMap<>();
        int port = workshop.ports().first();
        for (String name : names) {
            while (port <= workshop.ports().last()
                    && (taken.contains(port) || !workshop.free().free(port))) {
                port++;
            }
            if (port > workshop.ports().last()) {
                throw new Problem(
                        ProblemCode.CONFLICT,
                        "No port from " + workshop.ports() + " is left for '" + name + "', " + taken.size()
                                + " are leased to sessions: remove sessions, or set 'sessions.ports' to a wider range");
            }
            leased.put(name, port++);
        }
        chosen.put(session, leased.values());
        return leased;
    }

    /** The session is stored, or will not be. */
    synchronized void settled(SessionId session) {
        chosen.remove(session);
    }

    private Set<Integer> taken() {
        Set<Integer> taken = new HashSet<>();
        // Before the store is asked: what leaves this map meanwhile is in the store by then.
        chosen.values().forEach(taken::addAll);
        services.store().read(reads -> reads.allSessions()).stream()
                .filter(session -> session.removed().isEmpty())
                .map(Session::wanted)
                .forEach(wanted -> taken.addAll(wanted.outfit().ports().values()));
        return taken;
    }
}
