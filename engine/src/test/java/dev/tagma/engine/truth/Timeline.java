package dev.tagma.engine.truth;

import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Status;
import dev.tagma.testkit.history.History;
import dev.tagma.testkit.history.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a session is said to do at every moment at which that could change. */
record Timeline(NavigableMap<Instant, Status> statuses) {

    /** Around whatever is told: at once, while rules wait, and when they have waited. */
    private static final List<Duration> MOMENTS =
            List.of(Duration.ZERO, Duration.ofMillis(1_001), Duration.ofMillis(2_501));

    static Timeline of(History history, List<Loss> losses) {
        return of(history, losses, Optional.empty());
    }

    /** @param restart when another daemon takes the session over */
    static Timeline of(History history, List<Loss> losses, Optional<Instant> restart) {
        Replay replay = new Replay(history, losses, restart);
        NavigableMap<Instant, Status> statuses = new TreeMap<>();
        for (Instant moment : moments(history, losses)) {
            statuses.put(moment, replay.at(moment));
        }
        return new Timeline(statuses);
    }

    private static TreeSet<Instant> moments(History history, List<Loss> losses) {
        TreeSet<Instant> moments = new TreeSet<>();
        for (Told told : history.told()) {
            MOMENTS.forEach(after -> moments.add(told.at().plus(after)));
            losses.forEach(loss -> loss.of(told).ifPresent(late -> moments.add(late.at())));
        }
        moments.add(history.told().getLast().at().plusSeconds(30));
        return moments;
    }

    /** The activities in their order, without repeats. */
    List<Activity> activities() {
        List<Activity> found = new ArrayList<>();
        statuses.values().stream()
                .flatMap(status -> status.activity().stream())
                .filter(activity -> found.isEmpty() || found.getLast() != activity)
                .forEach(found::add);
        return found;
    }

    Status at(Instant moment) {
        return statuses.floorEntry(moment).getValue();
    }

    /** What was said in this time, from the beginning to the end; empty where there was none. */
    Set<Status> between(Instant from, Instant to) {
        Set<Status> found = new HashSet<>();
        Optional.ofNullable(statuses.floorEntry(from)).ifPresent(entry -> found.add(entry.getValue()));
        found.addAll(statuses.subMap(from, true, to, true).values());
        return found;
    }

    /** When it was said to do something else. */
    List<Instant> changes() {
        List<Instant> changes = new ArrayList<>();
        Optional<Activity> last = Optional.empty();
        for (var entry : statuses.entrySet()) {
            if (!entry.getValue().activity().equals(last)) {
                changes.add(entry.getKey());
                last = entry.getValue().activity();
            }
        }
        return changes;
    }
}
