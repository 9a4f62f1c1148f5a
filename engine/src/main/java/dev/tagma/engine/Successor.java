package dev.tagma.engine;

import dev.tagma.core.session.Session;
import dev.tagma.spi.store.Reads;

/** The session that has taken over another one's work: what is done with that one would be done to its successor. */
public final class Successor {

    private Successor() {}

    /** Refuses what would be done to the successor, and names it. */
    public static void refuseAny(Reads reads, Session session) {
        session.heritage().handedTo().ifPresent(heir -> {
            String name = reads.session(session.tenant(), heir)
                    .map(found -> found.handle().value())
                    .orElseGet(heir::toString);
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Session " + session.handle() + " was handed over to " + name + ", which has its workspace; do that"
                            + " with " + name);
        });
    }
}
