package dev.tagma.spi.runtime;

/** Told what a process does. Called from the runtime's own threads, one call at a time per subscription. */
public interface ProcessListener {

    /** The program may have written something since the last call; called once at the beginning. */
    void wrote();

    /** The program ended; whatever it wrote can be read by now. Last call. */
    void ended(Liveness how);

    /** Changes are not told any more; followed by {@link #restored} or by {@code ended}. */
    void lost(String reason);

    /** They are told again; {@code wrote} follows. */
    void restored();
}
