package dev.tagma.spi.agent;

import dev.tagma.core.session.PermissionMode;

/**
 * What a driver can do whose agent takes another mode or another model while it runs. Calls return when the agent has
 * answered; they throw {@link dev.tagma.spi.runtime.TerminalException} where it cannot be asked.
 */
public interface ChangesCourse {

    /** From now on the agent may do this much without asking. */
    Changed mode(PermissionMode mode);

    /** From now on this model answers, by the agent's own name of it. */
    Changed model(String model);

    /** What the agent said to it. */
    sealed interface Changed {

        record Done() implements Changed {}

        record Refused(String reason) implements Changed {}
    }
}
