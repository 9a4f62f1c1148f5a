package dev.tagma.testkit.agent;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the person writes, until it is sent. */
final class Writing {

    /** A dialog is held back for so long after the last key of a draft. */
    private static final Duration DRAFT_PATIENCE = Duration.ofMillis(1500);

    private final Composer composer = new Composer(UUID.randomUUID().toString().substring(0, 4));
    private final Clock clock;
    private String lastSaid = "";
    private String hint = "";
    private long lastWritten;
    private boolean escaped;

    Writing(Clock clock) {
        this.clock = clock;
    }

    /** What Enter sent; a shell command without its mark. */
    record Sent(Message message, boolean isShell) {}

    Composer composer() {
        return composer;
    }

    String hint() {
        return hint;
    }

    /** A key comes, wherever it goes. */
    void beforeKey() {
        hint = "";
    }

    void afterKey(Key key) {
        escaped = key == Key.Named.ESCAPE;
    }

    void noteDraft() {
        if (!composer.isEmpty()) {
            lastWritten = System.nanoTime();
        }
    }

    /** Whether there is a draft and the person may still be at it. */
    boolean isGoingOn() {
        return !composer.isEmpty() && System.nanoTime() - lastWritten < DRAFT_PATIENCE.toNanos();
    }

    /** When to look again whether it still goes on. */
    Duration untilSettled() {
        return DRAFT_PATIENCE.minusNanos(System.nanoTime() - lastWritten).plusMillis(10);
    }

    /** Enter: makes a new line, asks for a review, or sends. */
    Optional<Sent> enter() {
        if (composer.endsWithBackslash()) {
            composer.backslashToNewline();
            return Optional.empty();
        }
        int removed = composer.reviewed();
        if (removed > 0) {
            hint = "Removed %d invisible character%s · review and press Enter to send"
                    .formatted(removed, removed == 1 ? "" : "s");
            return Optional.empty();
        }
        boolean isShell = composer.isShellCommand();
        var message = composer.take(clock.instant());
        lastSaid = message.text();
        return isShell && message.text().substring(1).isBlank()
                ? Optional.empty()
                : Optional.of(new Sent(message, isShell));
    }

    /** The second Esc in a row clears the draft. */
    void escape() {
        if (escaped) {
            composer.clear();
        }
    }

    void recallLast() {
        if (composer.isEmpty()) {
            composer.type(lastSaid);
        }
    }

    void takeIn(List<Message> messages) {
        for (var message : messages) {
            if (!composer.isEmpty()) {
                composer.type("\n");
            }
            composer.type(message.text());
        }
    }
}
