package dev.tagma.spi.agent;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.TerminalHandle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Drives one session's agent.
 *
 * <p>Order of calls: {@link #start} or {@link #adopt} once, then anything, then {@link #close}. The delivery steps
 * ({@link #mark}, {@link #place}, {@link #submit}, {@link #evidence}) are called by one thread at a time; everything else
 * may overlap with them. Steps do exactly what they say, once, and never repeat anything themselves: the engine owns the
 * delivery machine. They throw {@link dev.tagma.spi.runtime.TerminalException} when the terminal fails them.
 */
public interface Driver extends AutoCloseable {

    /** Names the terminal or the process this driver uses; stored before {@link #start}. */
    TerminalHandle handle();

    /** Starts the agent and begins to observe. Does nothing anew when the terminal already exists. */
    void start(Start how);

    /** Finds an agent that a former daemon started, and begins to observe it: past events first, then live ones. */
    Adoption adopt();

    /** Whether it is certain that the agent's program runs no more. */
    boolean gone();

    /** What would be placed for this text, or why it must not be sent. */
    Prepared prepare(String text);

    /** Where the agent's record of the conversation ends now. */
    String mark();

    /** A fresh look at the terminal: may a message be placed or submitted? */
    Look look(Prepared.Text message);

    /** Places the text in the composer. Called only after a look that showed it empty. */
    void place(Prepared.Text message);

    /** Presses the submit key. Called only after a look that showed our text in the composer. */
    void submit();

    /** Whether the text has entered the conversation since the mark. */
    Evidence evidence(String mark, Prepared.Text message);

    /** Waits for the evidence until the text has entered, or is queued by the agent, or the time is up. */
    Evidence awaitEvidence(String mark, Prepared.Text message, Duration atMost);

    /** Waits until a look shows our text in the composer or a dialog, or the time is up; returns the last look. */
    Look awaitPlaced(Prepared.Text message, Duration atMost);

    /** Stops the running turn, as a person would. Returns when the key is pressed, not when the turn is over. */
    Interruption interrupt();

    /** Presses the escape key once, whatever is on the screen. */
    void escape();

    /** Gives an answer to an open request, over its channel. */
    Answered answer(Request request, Answer answer);

    /**
     * A page of the conversation, oldest first.
     *
     * @throws UnknownCursorException when a cursor of the query names no place in what the session has held
     */
    TranscriptPage transcript(TranscriptQuery query);

    /** The last thing the agent said, newest first. */
    List<String> lastMessages(int count);

    Screen screen();

    String capture(int lines, boolean withColours);

    List<String> attachCommand();

    /** Asks the agent to end, and ends it when it has not within {@code grace}. The conversation is kept. */
    void stop(Duration grace);

    /** Removes the terminal and the driver's own files; the agent must have ended or is ended. */
    void discard();

    /** Ends the observation; the agent goes on. */
    @Override
    void close();

    /** What was found on adoption. */
    sealed interface Adoption {
        record Running() implements Adoption {}

        record Ended(String reason) implements Adoption {}

        record Unreachable(String reason) implements Adoption {}
    }

    /** A message made ready for the agent's composer. */
    sealed interface Prepared {

        /**
         * It may be placed.
         *
         * @param text what is placed
         * @param note what was changed to keep it text to the model, shown to the sender; none when nothing was
         */
        record Text(String text, Optional<String> note) implements Prepared {}

        record Refused(String reason) implements Prepared {}
    }

    /** What a look showed. */
    sealed interface Look {

        /** The composer is there and empty; nothing stands in the way. */
        record Empty(boolean working) implements Look {}

        /** The composer holds our text, whole. */
        record Ours(boolean working) implements Look {}

        /** The composer holds somebody else's text. */
        record Draft(String text) implements Look {}

        /** A dialog or menu is open: whatever is typed would go into it. */
        record Dialog(String what) implements Look {}

        /** The agent is not ready, or the screen is not understood. */
        record Unclear(String what) implements Look {}
    }

    /** Whether a message entered the conversation. */
    sealed interface Evidence {

        /** It did; {@code joined} when it entered a running turn. */
        record Entered(String turnKey, boolean joined) implements Evidence {}

        /** The agent holds it in its own queue. */
        record Queued() implements Evidence {}

        /** There is no trace of it. */
        record Absent() implements Evidence {}
    }

    /** What an interrupt did. */
    enum Interruption {
        PRESSED,
        NOTHING_RUNS,
        DIALOG_OPEN
    }

    /** What became of an answer. */
    sealed interface Answered {

        /** It was handed over on the agent's own channel. */
        record Delivered() implements Answered {}

        /** The request was over before. */
        record TooLate(String reason) implements Answered {}

        /** It could not be given: not in this form, or the terminal did not take it. The request is as open as before. */
        record Refused(String reason) implements Answered {}
    }
}
