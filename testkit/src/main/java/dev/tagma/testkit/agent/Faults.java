package dev.tagma.testkit.agent;

import dev.tagma.testkit.script.Step.Mute.Source;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The misbehaviour that was ordered so far. */
final class Faults {

    private final Set<Source> muted = ConcurrentHashMap.newKeySet();
    private volatile Duration hookDelay = Duration.ZERO;

    void mute(Source source) {
        muted.add(source);
    }

    boolean isMute(Source source) {
        return muted.contains(source);
    }

    void delayHooks(Duration delay) {
        hookDelay = delay;
    }

    Duration hookDelay() {
        return hookDelay;
    }
}
