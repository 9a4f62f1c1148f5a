package dev.tagma.spi.runtime;

import java.time.Duration;

/**
 * What one person sees of a terminal, and the way in which they type. It shows the terminal as it is whenever it is looked
 * at, and not each step on the way: whoever looks seldom misses what was between, and nothing is kept for them. {@link
 * #next} is for one thread, everything else for any.
 */
public interface View extends AutoCloseable {

    /**
     * What is new since the last look, waited for at most so long; the first look shows everything. An interrupted wait
     * ends at once.
     */
    Seen next(Duration atMost);

    /** Gives the program what the person's terminal sent, byte for byte. */
    void type(byte[] input);

    /** The person's terminal has another size. */
    void resize(int columns, int rows);

    /** The person looks no longer. */
    @Override
    void close();

    /** What a look showed. */
    sealed interface Seen {

        /** To be written to the person's terminal as it is. */
        @SuppressWarnings("ArrayRecordComponent") // Written once, compared nowhere.
        record Drawn(byte[] bytes) implements Seen {}

        /** All is as it was. */
        record Nothing() implements Seen {}

        /** There is nothing to be seen any more. */
        record Ended(String reason) implements Seen {}
    }
}
