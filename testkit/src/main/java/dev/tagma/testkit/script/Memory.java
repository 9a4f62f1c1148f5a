package dev.tagma.testkit.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model must remember of a conversation because requests do not repeat it: tries that failed, scripts that were
 * set from outside, and what was said when a summary was asked for. Not safe for use by several threads.
 */
public final class Memory {

    private record Failure(Place place, Moment moment) {}

    private record Try(Moment moment, int step) {}

    private final List<Failure> failures = new ArrayList<>();
    private final Map<Try, Integer> tries = new HashMap<>();
    private final Map<Place, Script> scripts = new HashMap<>();
    private final List<String> summarised = new ArrayList<>();

    /** Counts a try of the step at that index of the reply due now; the first is 1. */
    public int countTry(Moment moment, int step) {
        return tries.merge(new Try(moment, step), 1, Integer::sum);
    }

    /** The block at that place ended in an error: if the person goes on instead of trying again, its rest is void. */
    public void failed(Place place, Moment moment) {
        failures.add(new Failure(place, moment));
    }

    /** Gives a text that is no script the script to perform instead. */
    public void standIn(Place place, Script script) {
        scripts.put(place, script);
    }

    /** All that was said up to this moment has been summed up, and is over even if the client repeats it. */
    public void summarised(Moment moment) {
        summarised.addAll(moment.said());
    }

    /** What was unanswered when summaries were asked for. */
    List<String> summarised() {
        return List.copyOf(summarised);
    }

    Optional<Script> standInAt(Place place) {
        return Optional.ofNullable(scripts.get(place));
    }

    /** The places whose script is void because the conversation went on past their failure. */
    List<Place> voidAt(Moment moment) {
        return failures.stream()
                .filter(failure -> failure.moment.continuedBy(moment))
                .map(Failure::place)
                .toList();
    }
}
