package dev.tagma.adapters.protocol;

import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.ProcessSpec;
import java.util.Optional;

/** What one kind of agent needs when it is started and until it can be spoken to. */
public interface Opening<S> {

    /** A new process is to be started: the state before it says anything, with what it will be told first. */
    S begin(S before, Start how);

    /** What to run; throws {@link dev.tagma.spi.runtime.TerminalException} naming what is missing. */
    ProcessSpec spec(S begun, Start how);

    /** What the agent has not answered yet on its way to its first prompt; none when it is there. */
    Optional<String> awaited(S state);

    /** Nothing can be begun with the agent, because of this. */
    S failed(S state, String why);
}
