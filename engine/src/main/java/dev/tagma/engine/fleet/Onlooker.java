package dev.tagma.engine.fleet;

import dev.tagma.spi.runtime.View;
import java.time.Duration;

/** A look at a terminal whose failures are problems. */
final class Onlooker implements View {

    private final View view;

    Onlooker(View view) {
        this.view = view;
    }

    @Override
    public Seen next(Duration atMost) {
        return Failures.guarded(() -> view.next(atMost));
    }

    @Override
    public void type(byte[] input) {
        Failures.guarded(() -> {
            view.type(input);
            return view;
        });
    }

    @Override
    public void resize(int columns, int rows) {
        Failures.guarded(() -> {
            view.resize(columns, rows);
            return view;
        });
    }

    @Override
    public void close() {
        view.close();
    }
}
