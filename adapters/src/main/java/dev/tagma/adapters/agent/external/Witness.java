package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.agent.external.message.Adopt;
import dev.tagma.adapters.agent.external.message.Call;
import dev.tagma.adapters.agent.external.message.Introduction;
import dev.tagma.adapters.agent.external.message.Nothing;
import dev.tagma.adapters.agent.external.message.Of;
import dev.tagma.adapters.agent.external.message.Told;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the adapter tells of one session, and whether it is believed: only while its process stands and deals with what
 * happens. From when it is not, nothing that it told counts, until it has told all there is to know anew.
 */
final class Witness implements Standing.Dependant, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Witness.class.getName());

    /** An adapter that has not dealt with a change of the screen by then may have missed what it means. */
    private static final Duration MUTE = Duration.ofSeconds(2);

    private final Tools tools;
    private final Voice voice;
    private final Hearsay hearsay;
    private final Observer observer;
    private final CatchingUp adapters;
    private final Pulse seen;

    /** One thing at a time is asked of the adapter, and the next when it has told what follows from that. */
    private final ReentrantLock asking = new ReentrantLock();

    private volatile @Nullable Connection heard;
    private volatile boolean watching;
    private volatile boolean doubted;
    private volatile boolean closed;

    Witness(Tools tools, Voice voice, Clock clock, Observer observer, Pulse seen) {
        this.tools = tools;
        this.voice = voice;
        this.hearsay = new Hearsay(clock);
        this.observer = observer;
        this.adapters = new CatchingUp(observer);
        this.seen = seen;
    }

    /** The agent is about to be started with this process of the adapter. */
    void begins(Connection here) {
        heard = here;
        doubted = false;
        carriers(Carrier.INTACT);
    }

    /** The agent runs, in this process where that is known: what is told is of it. */
    void watch(Optional<ProcessKey> process) {
        hearsay.of(process);
        watching = true;
    }

    /** The agent has ended: there is nothing to be told any more. */
    void unwatch() {
        hearsay.of(Optional.empty());
        watching = false;
    }

    /** Whether somebody listens who has been told of the session. */
    boolean stands() {
        Connection here = heard;
        return here != null && !here.isOver();
    }

    void told(Connection from, Told told) throws Breach {
        Introduction introduction = tools.standing().known().orElseThrow(() -> new Breach("it is not introduced"));
        Observation observation = hearsay.observation(told, introduction);
        if (from == heard && !closed) {
            adapters.observed(observation);
            seen.beat();
        }
    }

    @Override
    public void rises() {
        if (watching && !closed) {
            adopt(true);
        }
    }

    @Override
    public void falls(String reason) {
        broken(reason);
    }

    /**
     * Has the adapter tell all there is to know, and returns when it has caught up: its answer is the word for that. Does
     * nothing where this very process of it was asked before.
     */
    void adopt(boolean running) {
        tools.standing().add(this);
        asking.lock();
        try {
            Connection here = voice.opened();
            if (here != heard || doubted) {
                adapters.begins();
                heard = here;
                doubted = true;
                Nothing _ = here.call(Call.ADOPT, new Adopt(voice.name(), running), Nothing.class);
                doubted = false;
                adapters.ends(() -> carriers(Carrier.INTACT));
                seen.beat();
            }
        } catch (Refused refused) {
            adapters.fails();
            doubt("its adapter could not adopt it: " + refused.reason());
        } catch (Gone gone) {
            adapters.fails();
            broken("its adapter has not caught up with what happened: " + gone.reason());
        } finally {
            asking.unlock();
        }
    }

    /** The agent's program has ended: an adapter that stands says what it still knows, and what it was about to tell before. */
    void end() {
        asking.lock();
        try {
            if (stands()) {
                voice.ask(Call.ENDED, new Of(voice.name()), Nothing.class);
            }
        } finally {
            asking.unlock();
        }
    }

    /** Tells it what happened, and waits until it has dealt with that. */
    void tell(Call call, Object parameters) {
        asking.lock();
        try {
            telling(call, parameters);
        } finally {
            asking.unlock();
        }
    }

    private void telling(Call call, Object parameters) {
        Connection here = heard;
        if (here == null || here.isOver()) {
            // Whichever process comes next is asked for everything.
            return;
        }
        if (doubted) {
            adopt(true);
            return;
        }
        try {
            Connection.Asked asked = here.ask(call, parameters);
            boolean late = !here.answered(asked, MUTE);
            if (late) {
                doubt("its adapter has not answered '" + call.method() + "' for " + MUTE.toSeconds() + " s");
            }
            Nothing _ = here.await(asked, Nothing.class);
            seen.beat();
            if (late) {
                adopt(true);
            }
        } catch (Refused refused) {
            doubt("its adapter could not deal with '" + call.method() + "': " + refused.reason());
        } catch (Gone gone) {
            LOG.log(System.Logger.Level.DEBUG, gone::reason);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void doubt(String reason) {
        doubted = true;
        broken(reason);
    }

    private void broken(String reason) {
        if (watching && !closed) {
            carriers(new Carrier.Broken(reason));
            seen.beat();
        }
    }

    private void carriers(Carrier carrier) {
        tools.standing()
                .known()
                .ifPresent(said -> said.sources()
                        .keySet()
                        .forEach(source -> observer.observed(new Observation.CarrierChanged(source, carrier))));
    }

    @Override
    public void close() {
        closed = true;
        tools.standing().remove(this);
    }
}
