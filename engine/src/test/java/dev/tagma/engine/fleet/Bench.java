package dev.tagma.engine.fleet;

import dev.tagma.core.workspace.Scripts;
import dev.tagma.core.workspace.ScriptsId;
import dev.tagma.engine.supervise.Workshop;
import dev.tagma.spi.workspace.ScriptRunner;
import dev.tagma.spi.workspace.TrustedScripts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A workshop that runs nothing: it notes what it was to run, and says of it what it is told to. */
final class Bench implements TrustedScripts, ScriptRunner {

    final Map<ScriptsId, Scripts> trusted = new ConcurrentHashMap<>();
    final List<Run> runs = new CopyOnWriteArrayList<>();
    final Set<Integer> busy = ConcurrentHashMap.newKeySet();
    /** Runs last until it is counted down. */
    volatile CountDownLatch endless = new CountDownLatch(0);

    volatile Ended ended = new Ended(true, "ended with exit code 0", "");

    Workshop workshop() {
        return new Workshop(
                this, this, Duration.ofMinutes(1), port -> !busy.contains(port), new Workshop.PortRange(21000, 21004));
    }

    @Override
    public Optional<Scripts> find(ScriptsId id) {
        return Optional.ofNullable(trusted.get(id));
    }

    @Override
    public void trust(Scripts scripts) {
        trusted.put(scripts.id(), scripts);
    }

    @Override
    public Ended run(Run run) throws InterruptedException {
        runs.add(run);
        endless.await();
        return ended;
    }
}
