package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.agent.external.message.Call;
import dev.tagma.adapters.agent.external.message.Initialize;
import dev.tagma.adapters.agent.external.message.Introduction;
import dev.tagma.adapters.exec.Companion;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.session.AgentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that an adapter's one process stands: started when it is first needed, introduced, and started again when it
 * ended, ever later while it does not hold.
 */
final class Standing implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Standing.class.getName());

    /** Told of the adapter's process. */
    interface Dependant {

        /** It is there; also the first time. Called on a thread of its own. */
        void rises();

        /** It is not there, and what it last told is not known to hold. Must not block. */
        void falls(String reason);
    }

    /** An adapter that has introduced itself. */
    record Speaker(Connection connection, Introduction introduction) {}

    private final AgentId agent;
    private final ExternalAdapter.Settings settings;
    private final Map<String, String> environment;
    private final Path directory;
    private final LeftOver leftOver;
    private final Codec codec;
    private final Connection.Hearer hearer;
    private final Duration patience;
    private final ScheduledExecutorService executor;
    private final Set<Dependant> dependants = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Speaker speaker;
    private volatile @Nullable Introduction known;
    private Backoff backoff = Backoff.NONE;
    private long notBefore;
    private String trouble = "";
    private boolean again;
    private boolean closed;

    Standing(
            AgentId agent,
            ExternalAdapter.Settings settings,
            Map<String, String> environment,
            Path directory,
            Codec codec,
            Connection.Hearer hearer,
            Duration patience,
            ScheduledExecutorService executor) {
        this.agent = agent;
        this.settings = settings;
        this.environment = environment;
        this.directory = directory;
        this.leftOver = new LeftOver(directory.resolve(agent.value() + ".process"));
        this.codec = codec;
        this.hearer = hearer;
        this.patience = patience;
        this.executor = executor;
        this.notBefore = System.nanoTime();
    }

    /** What it said of itself when it was last asked. */
    Optional<Introduction> known() {
        return Optional.ofNullable(known);
    }

    void add(Dependant dependant) {
        dependants.add(dependant);
    }

    void remove(Dependant dependant) {
        dependants.remove(dependant);
    }

    /** The adapter, started where it is not there; waits for its introduction. */
    Speaker speaker() throws Gone {
        Speaker here = speaker;
        if (here != null && !here.connection().isOver()) {
            return here;
        }
        lock.lock();
        try {
            here = speaker;
            if (here != null && !here.connection().isOver()) {
                return here;
            }
            if (here != null) {
                fallen(here.connection().over().join());
            }
            return begin();
        } finally {
            lock.unlock();
        }
    }

    private Speaker begin() throws Gone {
        if (closed) {
            throw gone("the daemon is stopping");
        }
        long left = notBefore - System.nanoTime();
        if (left > 0) {
            throw gone(trouble + "; it is started again in "
                    + (Duration.ofNanos(left).toSeconds() + 1) + " s");
        }
        long begun = System.nanoTime();
        try {
            Speaker next = introduced(started());
            speaker = next;
            known = next.introduction();
            LOG.log(
                    System.Logger.Level.INFO,
                    "The adapter of agent '" + agent + "' stands: "
                            + next.introduction().adapter());
            CompletableFuture<Void> _ = next.connection()
                    .over()
                    .thenAcceptAsync(reason -> fell(next.connection(), begun, reason), this::aside);
            dependants.forEach(one -> aside(() -> one.rises()));
            return next;
        } catch (Gone failed) {
            failed(failed.reason(), begun);
            throw gone(trouble);
        }
    }

    private void aside(Runnable work) {
        Thread.ofVirtual().name("adapter-" + agent).start(work);
    }

    private Connection started() throws Gone {
        try {
            Files.createDirectories(directory);
            leftOver.end();
            Companion companion = Companion.start(settings.adapter(), environment, directory);
            Optional<ProcessKey> process = companion.process();
            if (process.isPresent()) {
                leftOver.remember(process.get());
            }
            Connection connection = new Connection("adapter-" + agent, companion, codec, hearer, patience);
            connection.open();
            return connection;
        } catch (IOException failed) {
            throw new Gone("it could not be started: " + failed.getMessage());
        }
    }

    private Speaker introduced(Connection connection) throws Gone {
        try {
            Introduction said = connection.call(
                    Call.INITIALIZE,
                    new Initialize(Introduction.PROTOCOL, agent.value(), settings.program()),
                    Introduction.class);
            if (said.protocol() != Introduction.PROTOCOL) {
                throw new Gone("it speaks version " + said.protocol() + " of the protocol, and this Tagma speaks "
                        + Introduction.PROTOCOL + "; take an adapter for that");
            }
            return new Speaker(connection, said);
        } catch (Refused refused) {
            connection.close();
            throw new Gone("it refused to begin: " + refused.reason());
        } catch (Gone gone) {
            connection.close();
            throw gone;
        }
    }

    private void fell(Connection fallen, long begun, String reason) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            Speaker here = speaker;
            if (here != null && here.connection() == fallen) {
                fallen(reason);
            }
            backoff = backoff.after(Duration.ofNanos(System.nanoTime() - begun));
            later();
        } finally {
            lock.unlock();
        }
    }

    /** Whoever depends on it hears of it before anything can be said to the next one. */
    private void fallen(String reason) {
        LOG.log(System.Logger.Level.WARNING, "The adapter of agent '" + agent + "' fell: " + reason);
        speaker = null;
        trouble = reason;
        notBefore = System.nanoTime() + backoff.after(Duration.ZERO).pause().toNanos();
        dependants.forEach(one -> one.falls(sentence(reason)));
    }

    private void failed(String reason, long begun) {
        trouble = reason;
        backoff = backoff.after(Duration.ofNanos(System.nanoTime() - begun));
        LOG.log(System.Logger.Level.WARNING, "The adapter of agent '" + agent + "' does not stand: " + reason);
        later();
    }

    /** Starts it again by itself where a session needs it. */
    private void later() {
        Duration pause = backoff.pause();
        notBefore = System.nanoTime() + pause.toNanos();
        if (!again && !closed) {
            again = true;
            Future<?> _ = executor.schedule(this::tryAgain, pause.toMillis() + 1, TimeUnit.MILLISECONDS);
        }
    }

    private void tryAgain() {
        lock.lock();
        try {
            again = false;
            if (closed || dependants.isEmpty()) {
                return;
            }
            Speaker _ = speaker();
        } catch (Gone gone) {
            LOG.log(System.Logger.Level.DEBUG, gone::reason);
        } finally {
            lock.unlock();
        }
    }

    private Gone gone(String reason) {
        return new Gone(sentence(reason));
    }

    private String sentence(String reason) {
        return "the adapter of agent '" + agent + "' (" + settings.adapter().getFirst() + ") does not stand: " + reason;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            Speaker here = speaker;
            if (here != null) {
                here.connection().close();
                leftOver.end();
            }
        } catch (IOException left) {
            LOG.log(System.Logger.Level.DEBUG, "The next daemon looks for what is left", left);
        } finally {
            lock.unlock();
        }
    }
}
