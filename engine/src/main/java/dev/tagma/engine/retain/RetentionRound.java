package dev.tagma.engine.retain;

import dev.tagma.core.session.Session;
import dev.tagma.spi.store.Retention;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.Writes;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.Workspaces;
import java.time.Clock;
import java.time.Instant;
import java.util.function.ToIntFunction;

/**
 * Forgets what is older or more than is to be kept: events, facts, removed sessions and snapshots of turns. Never a rescue.
 * It goes in portions, each a work of its own, so that every other writer has its turn in between. Stops early when its
 * thread is interrupted; the next round goes on.
 *
 * @param snapshots how many snapshots are kept of each session, the newest
 * @param collect gives the disk back what the stores of snapshots do not need any more
 */
public record RetentionRound(
        Store store, Workspaces workspaces, Retention retention, int snapshots, Clock clock, Runnable collect)
        implements Runnable {

    private static final System.Logger LOG = System.getLogger(RetentionRound.class.getName());

    public RetentionRound {
        if (snapshots < 1) {
            throw new IllegalArgumentException("snapshots is " + snapshots + "; keep at least 1 of each session");
        }
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        long gone = untilNone(writes -> writes.pruneEvents(retention, now))
                + untilNone(writes -> writes.pruneFacts(retention, now))
                + untilNone(writes -> writes.pruneRemoved(retention, now));
        if (gone > 0) {
            LOG.log(System.Logger.Level.INFO, "Retention: " + gone + " records forgotten");
        }
        for (Session session : store.read(reads -> reads.allSessions())) {
            if (!Thread.currentThread().isInterrupted()) {
                dropSnapshots(session);
            }
        }
        if (!Thread.currentThread().isInterrupted()) {
            attempt("The stores of snapshots could not be collected", collect);
        }
    }

    private long untilNone(ToIntFunction<Writes> portion) {
        long gone = 0;
        while (!Thread.currentThread().isInterrupted()) {
            int some = store.write(portion::applyAsInt);
            if (some == 0) {
                break;
            }
            gone += some;
        }
        return gone;
    }

    /** One workspace that cannot be looked at (unmounted, deleted) keeps no other from its turn. */
    private void dropSnapshots(Session session) {
        boolean hasSnapshots = session.workspace().repository().isPresent()
                && !session.workspace().path().isEmpty();
        if (hasSnapshots) {
            attempt(
                    "Old snapshots of session " + session.handle() + " could not be dropped",
                    () -> workspaces.prune(session.id(), session.workspace(), snapshots));
        }
    }

    private static void attempt(String failure, Runnable step) {
        try {
            step.run();
        } catch (WorkspaceException failed) {
            LOG.log(System.Logger.Level.WARNING, failure, failed);
        }
    }
}
