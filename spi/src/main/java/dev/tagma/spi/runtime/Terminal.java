package dev.tagma.spi.runtime;

import java.util.List;

/**
 * A running terminal. Methods may be called from any thread and block until the runtime has done what they say; they
 * throw {@link TerminalException} when it cannot. Nothing here is retried: whoever pastes or presses a key must know
 * whether it happened once.
 */
public interface Terminal {

    TerminalHandle handle();

    Liveness liveness();

    /** The screen as it is now. */
    Screen screen();

    /** The last {@code lines} lines of output including history, with or without control sequences, for people to read. */
    String capture(int lines, boolean withColours);

    /**
     * Writes text as one paste, bracketed where the program has asked for that. The text may be megabytes long; it must
     * hold no control characters but tab and line feed.
     */
    void paste(String text);

    /** Presses keys, in order. */
    void press(List<Key> keys);

    void resize(int columns, int rows);

    /** Sends the signal (such as {@code "TERM"}) to the process group of the program. */
    void signal(String name);

    /** Ends the program and removes the terminal with it. Safe to repeat and after the program's end. */
    void destroy();

    /**
     * The command that shows this terminal to a person; run it in the person's own terminal. Empty where no other program
     * can show it: then it is {@link Viewable}.
     */
    List<String> attachCommand();

    /** Begins to tell the listener of changes; closing the subscription ends that. */
    Subscription subscribe(TerminalListener listener);

    /** Ends with {@link #close}, which never throws. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
