package dev.tagma.testkit.model;

import dev.tagma.testkit.script.Memory;
import dev.tagma.testkit.script.Moment;
import dev.tagma.testkit.script.Place;
import java.util.List;
import java.util.function.Function;

/** What the server remembers of one conversation; safe for use by several requests at once. */
final class Recollection {

    private final Memory memory = new Memory();
    private Moment lastMoment = new Moment("before the beginning", List.of());
    private boolean lastAnswered;

    /** Does something with the memory that other requests must not disturb. */
    synchronized <T> T with(Function<Memory, T> work) {
        return work.apply(memory);
    }

    /**
     * Takes note of a request and says what is new in it. The same moment again is a retry, unless it was answered to the
     * end: then another conversation has begun with the same words.
     */
    synchronized List<String> notice(Moment moment) {
        var news = moment.equals(lastMoment) && lastAnswered ? moment.said() : moment.since(lastMoment);
        lastMoment = moment;
        lastAnswered = false;
        return news;
    }

    synchronized void answered(Moment moment) {
        lastAnswered = lastAnswered || moment.equals(lastMoment);
    }

    synchronized int countTry(Moment moment, int step) {
        return memory.countTry(moment, step);
    }

    synchronized void failed(Place place, Moment moment) {
        memory.failed(place, moment);
    }
}
