package dev.tagma.engine.fleet;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.spi.store.Reads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** A session with those it descends from, and with whoever has taken over from any of them: it decides for none of these. */
final class Lineage {

    private Lineage() {}

    static Set<SessionId> of(Reads reads, TenantId tenant, SessionId own) {
        Set<SessionId> line = new HashSet<>();
        Deque<SessionId> open = new ArrayDeque<>(Set.of(own));
        while (!open.isEmpty()) {
            SessionId one = open.pop();
            if (line.add(one)) {
                reads.session(tenant, one).ifPresent(session -> {
                    session.parent().ifPresent(open::add);
                    session.heritage().handedTo().ifPresent(open::add);
                });
            }
        }
        return line;
    }
}
