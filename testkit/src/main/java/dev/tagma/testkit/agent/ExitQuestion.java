package dev.tagma.testkit.agent;

import java.time.Duration;

/** Whether the person means to leave: they do with the second Ctrl-C or Ctrl-D within a moment. */
final class ExitQuestion {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Timers timers;
    private final Errands errands;
    private final Runnable paint;
    private boolean isOpen;
    private String note = "";

    ExitQuestion(Timers timers, Errands errands, Runnable paint) {
        this.timers = timers;
        this.errands = errands;
        this.paint = paint;
    }

    boolean isOpen() {
        return isOpen;
    }

    String note() {
        return note;
    }

    /** Another key hides it; it is still open. */
    void hide() {
        note = "";
    }

    void open(String question) {
        isOpen = true;
        note = question;
        timers.after(
                PATIENCE,
                () -> errands.send(() -> {
                    isOpen = false;
                    note = "";
                    paint.run();
                }));
    }
}
