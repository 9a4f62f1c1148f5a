package dev.tagma.engine.deliver;

import dev.tagma.core.message.Message;
import dev.tagma.core.session.Session;
import dev.tagma.core.status.Status;
import dev.tagma.engine.signal.Signal;
import dev.tagma.engine.usage.Spent;
import dev.tagma.spi.agent.Driver;
import java.util.Optional;

/** What the courier may know of and do to its session. */
public interface Situation {

    Session session();

    Status status();

    /** Whether a turn is open whose end has not been recorded. */
    boolean turnOpen();

    Driver driver();

    /** Whether it is certain that the agent's program has ended; not where its terminal cannot be asked. */
    boolean agentGone();

    /** Raised whenever something changed that could let a message move. */
    Signal changes();

    /** A message moved, or is held for another reason: whoever waits for one looks again. Raises {@link #changes} once. */
    void messageMoved();

    /** What keeps a further turn from beginning, where too much was used. A running one is never cut. */
    Optional<Spent> spent();

    /** Saves the workspace as it is before the turn that the message will begin. */
    void beforeTurn(Message message);

    /** The message has entered the conversation in the turn the agent calls {@code turnKey}. Returns when that is durable. */
    void entered(Message message, String turnKey, boolean joined);
}
