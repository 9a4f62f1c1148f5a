package dev.tagma.spi.runtime;

import java.util.List;

/**
 * Runs programs in terminals, which outlive this process or say that they do not.
 *
 * <p>Order of calls: {@link #plan} names a terminal without making it; the caller stores the handle; {@link #start} makes
 * it; after a restart of the daemon {@link #recover} finds it again. {@code start} with a handle whose terminal exists
 * returns that one and starts nothing. Calls for different handles may overlap; calls for one handle may not.
 */
public interface TerminalRuntime extends AutoCloseable {

    /** Its name in handles and configuration, such as {@code tmux}. */
    String name();

    /**
     * Whether its terminals and their programs live on when this process ends, however it ends. Those of a runtime that
     * says no are {@link Recovery.Missing} afterwards, and nothing of their programs is left by then.
     */
    default boolean outlivesDaemon() {
        return true;
    }

    /** The handle a terminal of this name would have. Names are letters, digits and hyphens. */
    TerminalHandle plan(String name);

    /** Makes the terminal and runs the program in it; throws {@link TerminalException} naming what is wrong. */
    Terminal start(TerminalHandle handle, TerminalSpec spec);

    /** Finds a terminal that was started before. */
    Recovery recover(TerminalHandle handle);

    /** The handles of all terminals of this runtime that exist now, whoever started them in this state directory. */
    List<TerminalHandle> list();

    /** Lets go of everything; no program is ended but where terminals do not outlive this process. */
    @Override
    void close();

    /** What became of a terminal. */
    sealed interface Recovery {

        /** It is there; its program may run or have ended. */
        record Found(Terminal terminal) implements Recovery {}

        /** It is not there. */
        record Missing(String reason) implements Recovery {}

        /** The machine was started anew since; its program cannot live. */
        record Rebooted() implements Recovery {}

        /** It cannot be told now. */
        record Unreachable(String reason) implements Recovery {}
    }
}
