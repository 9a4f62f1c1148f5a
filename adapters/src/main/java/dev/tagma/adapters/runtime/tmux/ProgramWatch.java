package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.TerminalListener;

/** Passes on what a pane does, and has a look taken at its program whenever the pane has changed. */
final class ProgramWatch implements TerminalListener {

    private final TerminalListener listener;
    private final Runnable look;

    /** @param look finds out whether the program has ended */
    ProgramWatch(TerminalListener listener, Runnable look) {
        this.listener = listener;
        this.look = look;
    }

    @Override
    public void changed() {
        look.run();
        listener.changed();
    }

    @Override
    public void titled(String title) {
        look.run();
        listener.titled(title);
    }

    @Override
    public void ended(Liveness how) {
        listener.ended(how);
    }

    @Override
    public void lost(String reason) {
        listener.lost(reason);
    }

    @Override
    public void restored() {
        look.run();
        listener.restored();
    }
}
