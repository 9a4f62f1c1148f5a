package dev.tagma.spi.runtime;

import java.util.List;

/**
 * Runs programs without a terminal that outlive this process: what they read was written to a file, what they write goes
 * to files, and whoever comes next goes on where the last one stopped.
 *
 * <p>Order of calls: {@link #plan} names a process without making it; the caller stores the handle; {@link #start} makes
 * it; after a restart of the daemon {@link #recover} finds it again. {@code start} with a handle whose process exists
 * returns that one and starts nothing. Calls for different handles may overlap; calls for one handle may not. At most one
 * daemon at a time uses the processes of a state directory.
 */
public interface ProcessRuntime extends AutoCloseable {

    /** Its name in handles, such as {@code pipe}. */
    String name();

    /** The handle a process of this name would have. Names are letters, digits and hyphens. */
    TerminalHandle plan(String name);

    /** Makes the process; throws {@link TerminalException} naming what is wrong. */
    DetachedProcess start(TerminalHandle handle, ProcessSpec spec);

    /** Finds a process that was started before; a frame that a former daemon wrote only in part is written to its end. */
    Recovery recover(TerminalHandle handle);

    /** The handles of all processes of this runtime that have not been destroyed. */
    List<TerminalHandle> list();

    /** Lets go of everything; no program is ended. */
    @Override
    void close();

    /** What became of a process. */
    sealed interface Recovery {

        /** It is there; its program may run or have ended. */
        record Found(DetachedProcess process) implements Recovery {}

        /** It is not there. */
        record Missing(String reason) implements Recovery {}

        /** The machine was started anew since; its program cannot live. */
        record Rebooted() implements Recovery {}

        /** It cannot be told now. */
        record Unreachable(String reason) implements Recovery {}
    }
}
