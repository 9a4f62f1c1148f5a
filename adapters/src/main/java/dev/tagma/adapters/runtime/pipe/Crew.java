package dev.tagma.adapters.runtime.pipe;

import dev.tagma.adapters.exec.Signals;
import dev.tagma.adapters.proc.EndWatch;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.core.fact.ProcessKey;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The processes of one place: the shell that leads the group, the program, what feeds it, and what these started. As long
 * as one of the noted ones runs nobody else can have the group's number, whether its leader lives or not.
 */
final class Crew {

    /** A process that was killed is gone in no time, unless the kernel cannot end it. */
    private static final Duration GONE_WITHIN = Duration.ofSeconds(5);

    private static final Duration LOOK_EVERY = Duration.ofMillis(2);

    private final Place place;
    private final Signals signals = new Signals();
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    Crew(Place place) {
        this.place = place;
    }

    private List<ProcessHandle> noted() {
        return Stream.of(place.group(), place.agent(), place.feeder())
                .flatMap(Optional::stream)
                .filter(Processes::runs)
                .flatMap(process -> ProcessHandle.of(process.pid()).stream())
                .toList();
    }

    /** Signals the group, and what left it with it; what these started is remembered until it is ended. */
    synchronized void signal(String name) throws IOException, InterruptedException {
        List<ProcessHandle> noted = noted();
        remember(noted);
        Set<Long> groups = new LinkedHashSet<>();
        for (ProcessHandle one : noted) {
            Processes.group(one.pid()).ifPresent(groups::add);
        }
        for (long group : groups) {
            boolean _ = signals.toGroup(group, name);
        }
    }

    /** What made itself the leader of a group is found by parentage, and only as long as its parent lives. */
    private void remember(List<ProcessHandle> noted) {
        seen.removeIf(process -> !process.isAlive());
        noted.stream().flatMap(ProcessHandle::descendants).forEach(seen::add);
    }

    /** Ends all of them; returns whether they are gone. */
    synchronized boolean kill() throws IOException {
        List<ProcessHandle> noted = noted();
        try {
            signal("KILL");
            seen.forEach(ProcessHandle::destroyForcibly);
            noted.forEach(ProcessHandle::destroyForcibly);
            seen.clear();
            return awaitGone();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return noted().isEmpty();
        }
    }

    /**
     * They are nobody's children here, and {@link ProcessHandle#onExit} would look for their end after 0.3 s and then ever more
     * seldom, as long as nobody has taken note of it too.
     */
    private boolean awaitGone() {
        long until = System.nanoTime() + GONE_WITHIN.toNanos();
        while (!noted().isEmpty()) {
            if (System.nanoTime() >= until || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return true;
    }

    /** Whether nobody is left who could note how the program ended: its leader has started that one, and what feeds it. */
    boolean unnoted() {
        Optional<ProcessKey> feeder = place.feeder();
        return led().allMatch(child -> feeder.filter(child::equals).isPresent());
    }

    private Stream<ProcessKey> led() {
        return place.group().filter(Processes::runs).stream()
                .flatMap(leader -> Processes.children(leader.pid()).stream());
    }

    /** Runs it whenever the leader, the program, or whoever notes its end has ended. */
    List<EndWatch.Following> onEnd(EndWatch ends, Runnable ended) {
        Stream<ProcessKey> noted = Stream.of(place.group(), place.agent()).flatMap(Optional::stream);
        return Stream.concat(noted, led())
                .distinct()
                .map(process -> ends.follow(process, ended))
                .toList();
    }
}
