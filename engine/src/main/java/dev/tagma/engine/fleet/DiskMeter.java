package dev.tagma.engine.fleet;

import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.spi.workspace.DiskUse;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Knows what workspaces take of the disk. They are measured one at a time, behind the back of whoever asks, who is told the
 * last figure. What Tagma did not make is not measured: it is not the session's, and may be anything.
 */
final class DiskMeter implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DiskMeter.class.getName());

    /** A figure that is older is measured anew when somebody asks. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** How long whoever asks first waits for the first figure; then there is none yet. */
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final Workspaces workspaces;
    private final Clock clock;
    private final Map<SessionId, DiskUse> known = new ConcurrentHashMap<>();
    private final Map<SessionId, Future<?>> measuring = new ConcurrentHashMap<>();
    private final ExecutorService oneByOne = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("disk-use").factory());

    DiskMeter(Workspaces workspaces, Clock clock) {
        this.workspaces = workspaces;
        this.clock = clock;
    }

    /** The last figure; none where there is none yet, or nothing to measure. */
    Optional<DiskUse> of(Session session) {
        if (session.workspace().path().isEmpty() || !session.workspace().owned()) {
            return Optional.empty();
        }
        Optional<DiskUse> last = Optional.ofNullable(known.get(session.id()));
        boolean fresh = last.map(
                        use -> Duration.between(use.at(), clock.instant()).compareTo(FRESH) < 0)
                .orElse(false);
        if (!fresh && !oneByOne.isShutdown()) {
            Future<?> under = measuring.computeIfAbsent(session.id(), id -> oneByOne.submit(() -> measure(session)));
            if (last.isEmpty()) {
                await(under);
                return Optional.ofNullable(known.get(session.id()));
            }
        }
        return last;
    }

    /** Forgets the figure of a workspace that is gone. */
    void forget(SessionId id) {
        known.remove(id);
    }

    private void measure(Session session) {
        try {
            known.put(session.id(), workspaces.diskUse(session.workspace()));
        } catch (WorkspaceException failed) {
            LOG.log(System.Logger.Level.DEBUG, () -> session.handle() + ": " + failed.getMessage());
            known.remove(session.id());
        } finally {
            measuring.remove(session.id());
        }
    }

    private static void await(Future<?> under) {
        try {
            under.get(FIRST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException later) {
            LOG.log(System.Logger.Level.DEBUG, () -> "Not measured yet: " + later);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is being measured is given up. */
    @Override
    public void close() {
        oneByOne.shutdownNow();
    }
}
