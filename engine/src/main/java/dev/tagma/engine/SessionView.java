package dev.tagma.engine;

import dev.tagma.core.request.Request;
import dev.tagma.core.session.Session;
import dev.tagma.core.status.Status;
import dev.tagma.core.turn.Turn;
import java.util.List;
import java.util.Optional;

/** A session as it is now, with its derived status. */
public record SessionView(
        Session session, Status status, Optional<Turn> lastTurn, List<Request> openRequests, int queued) {

    public SessionView {
        openRequests = List.copyOf(openRequests);
    }
}
