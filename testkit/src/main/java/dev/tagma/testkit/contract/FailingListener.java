package dev.tagma.testkit.contract;

import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.TerminalListener;

/** Throws at every call, as a listener never should. */
final class FailingListener implements TerminalListener {

    @Override
    public void changed() {
        throw fault();
    }

    @Override
    public void titled(String title) {
        throw fault();
    }

    @Override
    public void ended(Liveness how) {
        throw fault();
    }

    @Override
    public void lost(String reason) {
        throw fault();
    }

    @Override
    public void restored() {
        throw fault();
    }

    private static IllegalStateException fault() {
        return new IllegalStateException("a listener's own fault");
    }
}
