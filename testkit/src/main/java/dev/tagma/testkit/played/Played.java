package dev.tagma.testkit.played;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.TerminalRuntime;
import java.util.List;
import java.util.Optional;

/**
 * One agent that is played, whose model is the text it is told: {@code WAIT} begins a turn that goes on until {@link
 * #finish}, {@code BASH command} asks for leave first and is over when it is answered, anything else is repeated and the
 * turn is over. It outlives its drivers.
 */
public interface Played extends AutoCloseable {

    AgentId agent();

    DriverKind kind();

    /** Where its terminals are; they are the same for every daemon. */
    TerminalRuntime terminals();

    /** Where its processes are, for one daemon, which passes these checkpoints when it writes to them. */
    ProcessRuntime processes(Checkpoint checkpoint);

    /** All texts that entered the conversation, in order, each as often as it did. */
    List<String> heard();

    /** What was typed, or said, while a dialog was open, and was no answer to it. */
    List<String> intoDialogs();

    /** Whether what is said while it works joins the turn; of others it waits. */
    boolean joins();

    /** The turn that runs comes to its end; not one that asks. */
    void finish();

    /** Its program ends as by {@code kill -9}. */
    void die();

    /** Why this trouble cannot befall an agent of this kind; none where it can. */
    Optional<String> cannot(Trouble trouble);

    /** Makes a trouble that can befall it. */
    void make(Trouble trouble);

    /** Ends a trouble that lasts. */
    void relent(Trouble trouble);

    @Override
    void close();
}
