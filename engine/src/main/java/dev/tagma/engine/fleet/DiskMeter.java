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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    private final Map<SessionId, CompletableFuture<?>> measuring = new ConcurrentHashMap<>();
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
            CompletableFuture<?> under = measuring.computeIfAbsent(session.id(), id -> begin(session));
            if (last.isEmpty()) {
                await(under);
                return Optional.ofNullable(known.get(session.id()));
            }
        }
        return last;
    }

    /** Forgets the figure of a workspace that is gone, also the one that is being taken. */
    void forget(SessionId id) {
        measuring.remove(id);
        known.remove(id);
    }

    @SuppressWarnings("ReferenceEquality") // Another taking may have begun since this one was forgotten.
    private CompletableFuture<?> begin(Session session) {
        var taking = new CompletableFuture<Void>();
        oneByOne.execute(() -> {
            try {
                Optional<DiskUse> figure = measured(session);
                measuring.computeIfPresent(session.id(), (id, under) -> {
                    if (under != taking) {
                        return under;
                    }
                    figure.ifPresentOrElse(use -> known.put(id, use), () -> known.remove(id));
                    return null;
                });
            } finally {
                measuring.remove(session.id(), taking);
                taking.complete(null);
            }
        });
        return taking;
    }

    private Optional<DiskUse> measured(Session session) {
        try {
            return Optional.of(workspaces.diskUse(session.workspace()));
        } catch (WorkspaceException failed) {
            LOG.log(System.Logger.Level.DEBUG, () -> session.handle() + ": " + failed.getMessage());
            return Optional.empty();
        }
    }

    private static void await(CompletableFuture<?> under) {
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
