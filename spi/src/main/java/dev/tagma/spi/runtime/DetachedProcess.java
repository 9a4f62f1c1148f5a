package dev.tagma.spi.runtime;

import dev.tagma.core.fact.ProcessKey;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A program that runs without a terminal. Methods may be called from any thread, {@link #write} by one at a time; they
 * throw {@link TerminalException} when the runtime cannot do what they say.
 */
public interface DetachedProcess {

    TerminalHandle handle();

    Liveness liveness();

    /** The program's own process; none while it is not known or when it has ended. */
    Optional<ProcessKey> process();

    /**
     * Gives the program bytes to read, whole and once: they are kept before the first of them is written, and where this
     * process dies in between, the next one writes the rest.
     *
     * @param number rises from frame to frame, beginning with 1
     * @return whether they were written; not where a frame of this number or a later one has been before
     */
    boolean write(long number, byte[] frame);

    /** The number of the last frame that was given to the program; 0 where there was none. */
    long lastNumber();

    /**
     * Reads what the program has written, from this place of all its output on.
     *
     * @return how many bytes; 0 where there is nothing yet
     */
    int read(Output which, long offset, ByteBuffer into);

    /** How much the program has written so far, in bytes. */
    long size(Output which);

    /** What stands in front of this place will not be read again: what it takes on the disk may be given back. */
    void consumed(Output which, long offset);

    /** Sends the signal (such as {@code "TERM"}) to the whole process group of the program. */
    void signal(String name);

    /** Ends the program with its whole group and forgets what it wrote. Safe to repeat and after the program's end. */
    void destroy();

    /** Begins to tell the listener of changes; closing the subscription ends that. */
    Terminal.Subscription subscribe(ProcessListener listener);

    /** What a program writes to. */
    enum Output {
        STANDARD,
        ERRORS
    }
}
