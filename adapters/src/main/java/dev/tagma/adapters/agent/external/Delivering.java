package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.agent.external.message.Call;
import dev.tagma.adapters.agent.external.message.Delivery;
import dev.tagma.adapters.agent.external.message.Nothing;
import dev.tagma.adapters.agent.external.message.Of;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import java.time.Duration;

/** The steps of a delivery. The adapter does each at once; whatever is waited for is waited for here. */
final class Delivering {

    /** How often to look again while a paste is drawn, and for what an adapter may not tell of by itself. */
    private static final Duration AGAIN_FIRST = Duration.ofMillis(50);

    private static final Duration AGAIN_LATER = Duration.ofMillis(400);

    private final Voice voice;
    private final Pulse seen;

    Delivering(Voice voice, Pulse seen) {
        this.voice = voice;
        this.seen = seen;
    }

    /** Without an adapter nothing is understood of the screen. */
    Look look(Prepared.Text message) {
        try {
            return voice.opened().call(Call.LOOK, new Delivery(voice.name(), message.text()), Look.class);
        } catch (Gone gone) {
            return new Look.Unclear(gone.reason());
        } catch (Refused refused) {
            return new Look.Unclear("the adapter cannot look: " + refused.reason());
        }
    }

    void place(Prepared.Text message) {
        Nothing _ = voice.call(Call.PLACE, new Delivery(voice.name(), message.text()), Nothing.class);
    }

    void submit() {
        Nothing _ = voice.call(Call.SUBMIT, new Of(voice.name()), Nothing.class);
    }

    Evidence evidence(String mark, Prepared.Text message) {
        return voice.call(
                Call.EVIDENCE,
                new dev.tagma.adapters.agent.external.message.Evidence(voice.name(), mark, message.text()),
                Evidence.class);
    }

    Evidence awaitEvidence(String mark, Prepared.Text message, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Duration pause = AGAIN_FIRST;
        while (true) {
            long before = seen.count();
            Evidence evidence = evidence(mark, message);
            if (!(evidence instanceof Evidence.Absent) || late(deadline)) {
                return evidence;
            }
            seen.await(before, shorter(pause, deadline));
            pause = longer(pause);
        }
    }

    Look awaitPlaced(Prepared.Text message, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Duration pause = AGAIN_FIRST;
        while (true) {
            long before = seen.count();
            Look look = look(message);
            if (look instanceof Look.Ours || look instanceof Look.Dialog || late(deadline)) {
                return look;
            }
            seen.await(before, shorter(pause, deadline));
            pause = longer(pause);
        }
    }

    private static boolean late(long deadline) {
        return System.nanoTime() >= deadline || Thread.currentThread().isInterrupted();
    }

    private static Duration shorter(Duration pause, long deadline) {
        Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        return left.compareTo(pause) < 0 ? left : pause;
    }

    private static Duration longer(Duration pause) {
        Duration next = pause.multipliedBy(2);
        return next.compareTo(AGAIN_LATER) < 0 ? next : AGAIN_LATER;
    }
}
