package dev.tagma.engine.deliver;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.DeliveryStage;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Status;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.runtime.TerminalException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one delivery machine: {@code recorded → placed → submitted → seen}. Every stage is stored before the effect that
 * follows it, so that after a crash at any point the mark, the composer and the agent's own record decide where to go on.
 *
 * <p>The submit key is pressed, or pressed again, only when a fresh look shows our text in the composer and no dialog.
 * Text is placed again only when it is certain that it stands nowhere. Where nothing can decide, the message is
 * {@code failed (in doubt)} and is never repeated.
 */
public final class DeliveryMachine {

    /** How long a paste may take to show in the composer. A megabyte takes the slowest agent some seconds. */
    private static final Duration PASTE_SHOWS = Duration.ofSeconds(10);

    /** How long after the submit key the agent may take to record the message, before we look at the screen again. */
    private static final Duration RECORD_SHOWS = Duration.ofSeconds(2);

    /** How long after the submit key nothing may be seen of the message before it is in doubt. */
    private static final Duration IN_DOUBT_AFTER = Duration.ofSeconds(20);

    /** Dialogs and drafts are seen to go by the screen's changes; this covers a change that was not told. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** How long an interrupted agent may take to become quiet. The key is not pressed again meanwhile: it has other uses. */
    private static final Duration INTERRUPT_TAKES = Duration.ofSeconds(5);

    /** How often the agent may take a text that it never shows. */
    private static final int MOST_ATTEMPTS = 3;

    /** How often a record that cannot be read is read once the agent has ended; then it is not what a moment brings. */
    private static final int MOST_READINGS = 6;

    private static final String INTERRUPTING = "interrupting the running turn";

    private final Situation situation;
    private final Inbox inbox;
    private final Clock clock;
    private final Checkpoint checkpoint;
    private @Nullable Watched watched;
    private @Nullable Unread unread;

    /** The message whose text this process placed last. */
    private @Nullable MessageId given;

    /** When this process pressed the key that stops a turn; none once a delivery has begun since. */
    private @Nullable Instant interrupted;

    /**
     * Since when this process awaits evidence of a submitted message.
     *
     * @param quiet whether it pressed the submit key then, and nothing ran
     */
    private record Watched(MessageId message, Instant since, boolean quiet) {}

    /** How often it could not be read whether this message entered. */
    private record Unread(MessageId message, int readings) {}

    public DeliveryMachine(Situation situation, Inbox inbox, Clock clock, Checkpoint checkpoint) {
        this.situation = situation;
        this.inbox = inbox;
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    /** Takes the message as far as it can be taken now. */
    Outcome advance(Message message) throws InterruptedException {
        Prepared prepared = situation.driver().prepare(message.text());
        return switch (prepared) {
            case Prepared.Refused refused -> failed(message, refused.reason());
            case Prepared.Text text -> {
                if (!situation.session().lifecycle().running()) {
                    yield afterDeath(message, text);
                }
                yield switch (message.stage()) {
                    case NONE -> begin(message, text);
                    case RECORDED -> recorded(message, text);
                    case PLACED -> placed(message, text);
                    case SUBMITTED -> submitted(message, text);
                    case SEEN -> new Outcome.Moved();
                };
            }
        };
    }

    /** Stops the running turn so that a message can be said; the message waits until the agent is quiet. */
    Outcome interrupt() {
        Instant pressed = interrupted;
        if (pressed != null) {
            Duration left = Duration.between(clock.instant(), pressed.plus(INTERRUPT_TAKES));
            if (left.isPositive() && left.compareTo(INTERRUPT_TAKES) <= 0) {
                return held(INTERRUPTING, left);
            }
        }
        checkpoint.reached("interrupt.before");
        // Before the call: where the terminal fails in it, the key may have been pressed.
        interrupted = clock.instant();
        Driver.Interruption done = situation.driver().interrupt();
        checkpoint.reached("interrupt.after");
        return switch (done) {
            case PRESSED -> held(INTERRUPTING, INTERRUPT_TAKES);
            case NOTHING_RUNS -> notPressed("waiting for the turn to be over");
            case DIALOG_OPEN -> notPressed("a dialog is open");
        };
    }

    private Outcome notPressed(String reason) {
        interrupted = null;
        return held(reason, LOOK_AGAIN);
    }

    private Outcome begin(Message message, Prepared.Text text) throws InterruptedException {
        Driver driver = situation.driver();
        Optional<Outcome> obstacle = obstacle(message, driver.look(text));
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        interrupted = null;
        situation.beforeTurn(message);
        Message recorded = inbox.recorded(message, driver.mark());
        if (recorded.stage() == message.stage()) {
            return new Outcome.Moved();
        }
        checkpoint.reached("place.before");
        Optional<Outcome> cameBetween = obstacle(message, driver.look(text));
        if (cameBetween.isPresent()) {
            inbox.withdrawn(recorded, message.held());
            return cameBetween.get();
        }
        driver.place(text);
        given = message.id();
        checkpoint.reached("place.after");
        return recorded(recorded, text);
    }

    /** What a look before placing shows to be in the way. */
    private static Optional<Outcome> obstacle(Message message, Look look) {
        return switch (look) {
            case Look.Empty(boolean working) ->
                working && message.mode() == DeliveryMode.QUEUE ? Optional.of(shown("working")) : Optional.empty();
            case Look.Ours ours -> Optional.of(shown("draft: the composer already holds this very text"));
            case Look.Draft draft -> Optional.of(shown("draft"));
            case Look.Dialog(String what) -> Optional.of(shown("dialog: " + what));
            case Look.Unclear(String what) -> Optional.of(shown("screen: " + what));
        };
    }

    /** The text may stand in the composer; the submit key has not been pressed by us. */
    private Outcome recorded(Message message, Prepared.Text text) throws InterruptedException {
        Driver driver = situation.driver();
        if (driver.evidence(mark(message), text) instanceof Evidence.Entered(String turn, boolean joined)) {
            return entered(message, turn, joined);
        }
        return switch (driver.awaitPlaced(text, PASTE_SHOWS)) {
            case Look.Ours ours -> placed(inbox.placed(message), text);
            case Look.Empty empty -> vanished(message, text);
            case Look.Draft draft -> shown("draft");
            case Look.Dialog(String what) -> shown("dialog: " + what);
            case Look.Unclear(String what) -> shown("screen: " + what);
        };
    }

    /** An empty composer, no trace in the conversation, and the key was never pressed: the text is nowhere. */
    private Outcome vanished(Message message, Prepared.Text text) {
        switch (situation.driver().awaitEvidence(mark(message), text, IN_DOUBT_AFTER)) {
            case Evidence.Entered(String turn, boolean joined) -> {
                return entered(message, turn, joined);
            }
            case Evidence.Queued queued -> {
                return new Outcome.Waiting(LOOK_AGAIN);
            }
            case Evidence.Absent absent -> {}
        }
        if (!(situation.driver().look(text) instanceof Look.Empty)) {
            return new Outcome.Waiting(Duration.ZERO);
        }
        return message.id().equals(given) ? inVain(message) : neverPlaced(message);
    }

    private Outcome inVain(Message message) {
        given = null;
        Message vanished = inbox.vanished(message);
        return vanished.attempts() < MOST_ATTEMPTS
                ? new Outcome.Moved()
                : failed(
                        vanished,
                        "the agent took the text " + vanished.attempts()
                                + " times and never showed it in its composer");
    }

    /** A former process, or a terminal that failed, may not have come to placing it. */
    private Outcome neverPlaced(Message message) {
        inbox.unplaced(message);
        return new Outcome.Moved();
    }

    /** The text stands in the composer. */
    private Outcome placed(Message message, Prepared.Text text) throws InterruptedException {
        Optional<Outcome> notNow = notNow(message);
        if (notNow.isPresent()) {
            return notNow.get();
        }
        Driver driver = situation.driver();
        return switch (driver.look(text)) {
            case Look.Ours(boolean working) when working && message.mode() == DeliveryMode.QUEUE -> shown("working");
            case Look.Ours ours -> firstSubmit(message, text, driver);
            case Look.Empty empty -> takenOut(message, text);
            case Look.Draft draft -> shown("draft: the text in the composer was changed at the terminal");
            case Look.Dialog(String what) -> shown("dialog: " + what);
            case Look.Unclear(String what) -> shown("screen: " + what);
        };
    }

    /** Storing takes a while, in which a dialog may open or a person may type: the last look is taken after it. */
    private Outcome firstSubmit(Message message, Prepared.Text text, Driver driver) {
        Message submitted = inbox.submitted(message);
        if (submitted.stage() != DeliveryStage.SUBMITTED) {
            return new Outcome.Moved();
        }
        checkpoint.reached("submit.before");
        if (!press(submitted, text, driver)) {
            inbox.withheld(submitted);
            return new Outcome.Moved();
        }
        checkpoint.reached("submit.after");
        return submitted(submitted, text);
    }

    /** Presses the submit key if a look this very moment shows our text; tells whether it was pressed. */
    private boolean press(Message message, Prepared.Text text, Driver driver) {
        if (!(driver.look(text) instanceof Look.Ours(boolean working))
                || (working && message.mode() == DeliveryMode.QUEUE)) {
            return false;
        }
        watched = new Watched(message.id(), clock.instant(), !working);
        driver.submit();
        return true;
    }

    /** A turn that a person began while our text stood in the composer. */
    private Optional<Outcome> notNow(Message message) {
        Status status = situation.status();
        Activity activity = status.activity().orElse(Activity.UNKNOWN);
        boolean wait = message.mode() != DeliveryMode.STEER && !activity.quiet() && !status.loggedOut();
        return wait
                ? Optional.of(held(activity.name().toLowerCase(java.util.Locale.ROOT), LOOK_AGAIN))
                : Optional.empty();
    }

    private Outcome takenOut(Message message, Prepared.Text text) {
        return switch (situation.driver().awaitEvidence(mark(message), text, IN_DOUBT_AFTER)) {
            case Evidence.Entered(String turn, boolean joined) -> entered(message, turn, joined);
            case Evidence.Queued queued -> new Outcome.Waiting(LOOK_AGAIN);
            case Evidence.Absent absent
            when situation.driver().look(text) instanceof Look.Ours -> new Outcome.Waiting(Duration.ZERO);
            case Evidence.Absent absent ->
                failed(message, "it was taken out of the composer at the terminal before it was submitted");
        };
    }

    /** The submit key was pressed, or was about to be. */
    private Outcome submitted(Message message, Prepared.Text text) {
        Driver driver = situation.driver();
        return switch (driver.awaitEvidence(mark(message), text, RECORD_SHOWS)) {
            case Evidence.Entered(String turn, boolean joined) -> entered(message, turn, joined);
            case Evidence.Queued queued -> {
                // From its queue into its record it takes its time anew.
                watched = new Watched(message.id(), clock.instant(), false);
                yield new Outcome.Waiting(LOOK_AGAIN);
            }
            case Evidence.Absent absent -> unseen(message, text, driver);
        };
    }

    private Outcome unseen(Message message, Prepared.Text text, Driver driver) {
        Watched watch = watching(message);
        boolean patient = clock.instant().isBefore(watch.since().plus(IN_DOUBT_AFTER));
        return switch (driver.look(text)) {
            case Look.Ours ours
            when takenBack(watch) ->
                failed(
                        message,
                        "in doubt: its text stands in the composer, and the agent seems to have begun with it and to"
                                + " have been stopped at the terminal; submit it or remove it there");
            case Look.Ours ours -> {
                checkpoint.reached("submit.again.before");
                boolean pressed = press(message, text, driver);
                checkpoint.reached("submit.again.after");
                yield new Outcome.Waiting(pressed ? Duration.ZERO : RECORD_SHOWS);
            }
            case Look.Dialog dialog -> new Outcome.Waiting(LOOK_AGAIN);
            case Look.Unclear unclear -> new Outcome.Waiting(LOOK_AGAIN);
            case Look.Empty empty -> patient ? new Outcome.Waiting(RECORD_SHOWS) : inDoubt(message);
            case Look.Draft draft -> patient ? new Outcome.Waiting(RECORD_SHOWS) : inDoubt(message);
        };
    }

    /** A former process may have pressed the key just before it died: the agent is given its time from now on. */
    private Watched watching(Message message) {
        Watched known = watched;
        if (known == null || !known.message().equals(message.id())) {
            known = new Watched(message.id(), clock.instant(), false);
            watched = known;
        }
        return known;
    }

    /**
     * A swallowed key leaves the agent as quiet as it was. If it became quiet only after the key was pressed it had
     * begun, and a person who stopped it before its first word was given the text back. A status that was wrong for a
     * moment looks the same: pressing again what a person took back would be worse than asking one.
     */
    private boolean takenBack(Watched watch) {
        Status status = situation.status();
        return watch.quiet()
                && status.activity().filter(Activity::quiet).isPresent()
                && status.since().isAfter(watch.since());
    }

    private Outcome inDoubt(Message message) {
        return failed(
                message,
                "in doubt: it was submitted, and neither the composer nor the agent's record shows it; look at the"
                        + " terminal before you send it again");
    }

    /** The agent is not to run any more. */
    private Outcome afterDeath(Message message, Prepared.Text text) {
        String gone = "the agent is " + situation.session().lifecycle().name().toLowerCase(java.util.Locale.ROOT);
        if (situation.session().lifecycle() == Lifecycle.LOST) {
            return held(gone, LOOK_AGAIN);
        }
        return switch (message.stage()) {
            case NONE -> new Outcome.Held(gone, Optional.empty());
            case RECORDED, PLACED -> settle(message, text, inbox::unplaced);
            case SUBMITTED -> settle(message, text, inbox::returned);
            case SEEN -> new Outcome.Moved();
        };
    }

    /**
     * What stood in the composer or in the queue of a program that has ended went with it, and its record is complete when
     * it has had the time to write its last. One that may live still, since nobody could ask, may yet take the message in.
     */
    private Outcome settle(Message message, Prepared.Text text, java.util.function.Consumer<Message> nowhere) {
        if (!situation.agentGone()) {
            return held("it is not certain that the agent has ended", LOOK_AGAIN);
        }
        Evidence evidence;
        try {
            evidence = situation.driver().awaitEvidence(mark(message), text, RECORD_SHOWS);
        } catch (TerminalException unreadable) {
            return unread(message, unreadable);
        }
        unread = null;
        if (evidence instanceof Evidence.Entered(String turn, boolean joined)) {
            return entered(message, turn, joined);
        }
        nowhere.accept(message);
        return new Outcome.Moved();
    }

    /** Nobody adds to the record any more: one that cannot be read for long hides for good what became of the message. */
    private Outcome unread(Message message, TerminalException why) {
        Unread known = unread;
        int before = known != null && known.message().equals(message.id()) ? known.readings() : 0;
        if (before + 1 < MOST_READINGS) {
            unread = new Unread(message.id(), before + 1);
            throw why;
        }
        unread = null;
        return failed(
                message,
                "in doubt: the agent has ended, and its record, which would show whether it took the message, cannot be"
                        + " read: " + why.getMessage() + "; look at the conversation before you send it again");
    }

    private Outcome entered(Message message, String turn, boolean joined) {
        situation.entered(message, turn, joined);
        checkpoint.reached("entered.after");
        return new Outcome.Moved();
    }

    private Outcome failed(Message message, String reason) {
        inbox.fail(message, reason);
        return new Outcome.Moved();
    }

    private static Outcome shown(String reason) {
        return new Outcome.Shown(reason, LOOK_AGAIN);
    }

    private static Outcome held(String reason, Duration lookAgain) {
        return new Outcome.Held(reason, Optional.of(lookAgain));
    }

    private static String mark(Message message) {
        return message.mark().orElseThrow(() -> new IllegalStateException("Message " + message.id() + " has no mark"));
    }
}
