package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.agent.external.message.Adopt;
import dev.tagma.adapters.agent.external.message.Call;
import dev.tagma.adapters.agent.external.message.Introduction;
import dev.tagma.adapters.agent.external.message.Nothing;
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
    private final Pulse seen;
    private final ReentrantLock adopting = new ReentrantLock();
    private volatile @Nullable Connection heard;
    private volatile boolean watching;
    private volatile boolean doubted;
    private volatile boolean closed;

    Witness(Tools tools, Voice voice, Clock clock, Observer observer, Pulse seen) {
        this.tools = tools;
        this.voice = voice;
        this.hearsay = new Hearsay(clock);
        this.observer = observer;
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
            observer.observed(observation);
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

    /** Has the adapter tell all there is to know; does nothing where this very process of it was asked before. */
    void adopt(boolean running) {
        tools.standing().add(this);
        adopting.lock();
        try {
            Connection here = voice.opened();
            if (here != heard || doubted) {
                begins(here);
                Nothing _ = here.call(Call.ADOPT, new Adopt(voice.name(), running), Nothing.class);
                seen.beat();
            }
        } catch (Refused refused) {
            doubt("its adapter could not adopt it: " + refused.reason());
        } catch (Gone gone) {
            broken(gone.reason());
        } finally {
            adopting.unlock();
        }
    }

    /** Tells it what happened, and waits until it has dealt with that. */
    void tell(Call call, Object parameters) {
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
