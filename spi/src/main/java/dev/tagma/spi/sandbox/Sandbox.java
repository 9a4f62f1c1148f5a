package dev.tagma.spi.sandbox;

import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.core.sandbox.SandboxRule;
import java.util.Optional;

/**
 * One way to keep agents within limits. It is asked before a session is made whether it can do what is wanted; then each
 * daemon makes an {@link Enclosure} of each of its sessions, for a new agent as for one that a former daemon has started.
 * Methods may be called from any thread.
 */
public interface Sandbox {

    SandboxKind kind();

    /** Why it cannot be used on this machine now, in one sentence with the next step; none where it can. */
    Optional<String> hindrance();

    /** Why it cannot do this, in one sentence with what to say instead; none where it can. Looks at no machine. */
    Optional<String> objection(SandboxRule rule, Needs needs);

    /**
     * What encloses the programs of one session. What its running programs need of the daemon, such as a proxy, is there
     * when this returns, at the same place as with every daemon before.
     *
     * @throws dev.tagma.spi.runtime.TerminalException where that cannot be
     */
    Enclosure enclose(Interior interior);
}
