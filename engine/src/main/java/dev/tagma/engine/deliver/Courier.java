package dev.tagma.engine.deliver;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.DeliveryStage;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageHead;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Status;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings the messages of one session to its agent, one at a time: one that is under way first, then those that are to
 * interrupt or steer, then the queue, each in the order of the inbox; but what lets a turn go on that was cut off goes before
 * all that is queued.
 */
public final class Courier {

    private static final System.Logger LOG = System.getLogger(Courier.class.getName());

    /** Why queued messages wait behind a turn that failed. */
    public static final String AFTER_FAILED_TURN = "the last turn failed; the next message that is sent lets all go on";

    /** How long to wait when nothing but a change can help; every change wakes the courier. */
    private static final Duration UNTIL_CHANGE = Duration.ofHours(1);

    /** How soon a look is repeated that showed something new. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    /** After the terminal or the store failed: it may work again without anything else changing. */
    private static final Duration AFTER_FIRST_FAILURE = Duration.ofSeconds(1);

    /** What fails again and again is tried ever less often: a try may cost a program's start. */
    private static final Duration AFTER_FAILURES = Duration.ofSeconds(10);

    private final Situation situation;
    private final Inbox inbox;
    private final DeliveryMachine machine;
    private final Clock clock;

    /** Why the last attempt failed, told once; empty when it did not. */
    private String failing = "";

    /** How long to wait after the next failure. */
    private Duration patience = AFTER_FIRST_FAILURE;

    /** How often it raised the changes itself since the round began. */
    private int told;

    /** Held while a message is taken a step further. */
    private final ReentrantLock stepping = new ReentrantLock();

    public Courier(Situation situation, Inbox inbox, DeliveryMachine machine, Clock clock) {
        this.situation = situation;
        this.inbox = inbox;
        this.machine = machine;
        this.clock = clock;
    }

    /** Delivers what can be delivered now, then waits until something changes. */
    public void round() throws InterruptedException {
        long seen = situation.changes().version();
        Rest rest = alone(() -> {
            told = 0;
            Duration pause = step();
            // What it told itself is no reason to look again.
            return new Rest(seen + told, pause);
        });
        situation.changes().await(rest.after(), rest.atMost());
    }

    /** Until the changes have another version than {@code after}, at most so long. */
    private record Rest(long after, Duration atMost) {}

    /**
     * Decides what became of a message that was under way when the agent ended. Done before the agent is started again: from
     * then on an empty composer tells nothing of the former one's.
     */
    public void settle() throws InterruptedException {
        stepping.lockInterruptibly();
        try {
            for (MessageHead message : inbox.waiting()) {
                if (underWay(message)) {
                    attempt(message);
                }
            }
        } finally {
            stepping.unlock();
        }
    }

    private interface Step<T> {
        T take() throws InterruptedException;
    }

    private <T> T alone(Step<T> step) throws InterruptedException {
        stepping.lockInterruptibly();
        try {
            return step.take();
        } finally {
            stepping.unlock();
        }
    }

    /** Does all that can be done now; returns how long it may wait for a change. */
    Duration step() throws InterruptedException {
        try {
            List<MessageHead> waiting = unexpired(inbox.waiting());
            Optional<MessageHead> next = next(waiting);
            return untilExpiry(waiting, next.isPresent() ? advance(next.get()) : UNTIL_CHANGE);
        } catch (TerminalException failed) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "Delivery to " + situation.session().handle() + " paused: " + failed.getMessage());
            return afterFailure();
        } catch (StoreException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Delivery to " + situation.session().handle() + " waits for the store",
                    failed);
            return afterFailure();
        }
    }

    private Duration afterFailure() {
        Duration pause = patience;
        Duration twice = pause.multipliedBy(2);
        patience = twice.compareTo(AFTER_FAILURES) < 0 ? twice : AFTER_FAILURES;
        return pause;
    }

    /** Gives up what is overdue, wherever it stands: what is before it may be held for hours. */
    private List<MessageHead> unexpired(List<MessageHead> waiting) {
        Instant now = clock.instant();
        List<MessageHead> left = new ArrayList<>();
        for (MessageHead message : waiting) {
            if (mayExpire(message) && message.expires().filter(now::isAfter).isPresent()) {
                inbox.expire(message);
                tell();
            } else {
                left.add(message);
            }
        }
        return left;
    }

    private static boolean mayExpire(MessageHead message) {
        return message.state() == MessageState.ACCEPTED && message.stage() == DeliveryStage.NONE;
    }

    /** The pause, shortened to when the first of these is overdue. */
    private Duration untilExpiry(List<MessageHead> waiting, Duration pause) {
        Instant now = clock.instant();
        return waiting.stream()
                .filter(Courier::mayExpire)
                .flatMap(message -> message.expires().stream())
                .map(at -> Duration.between(now, at).plusMillis(1))
                .filter(left -> left.compareTo(pause) < 0)
                .min(Comparator.naturalOrder())
                .orElse(pause);
    }

    /** Whoever waits for a message is to look again. */
    private void tell() {
        situation.messageMoved();
        told++;
    }

    private Optional<MessageHead> next(List<MessageHead> waiting) {
        return waiting.stream()
                .filter(message ->
                        message.state() == MessageState.ACCEPTED || message.state() == MessageState.SUBMITTED)
                .min(Comparator.comparing((MessageHead message) -> message.stage() == DeliveryStage.NONE)
                        .thenComparing(message -> message.mode() == DeliveryMode.QUEUE)
                        .thenComparing(message -> !Resumption.is(message))
                        .thenComparingLong(MessageHead::sequence));
    }

    private Duration advance(MessageHead message) throws InterruptedException {
        try {
            Duration pause = attempt(message);
            failing = "";
            patience = AFTER_FIRST_FAILURE;
            return pause;
        } catch (TerminalException | StoreException known) {
            throw known;
        } catch (RuntimeException failed) {
            return stuck(message, failed);
        }
    }

    /** Whatever a step throws, the message is where it was: it is tried again, and people see why it waits. */
    private Duration stuck(MessageHead message, RuntimeException failed) {
        if (Thread.currentThread().isInterrupted()) {
            // The session is being let go, and what the step needed before it.
            return Duration.ZERO;
        }
        String reason = "Tagma failed: " + failed + "; it tries again, and its log tells more";
        if (!failing.equals(reason)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Delivery of message " + message.id() + " to "
                            + situation.session().handle() + " failed; it is tried again",
                    failed);
        }
        failing = reason;
        hold(message, reason);
        return afterFailure();
    }

    private Duration attempt(MessageHead message) throws InterruptedException {
        Optional<Outcome> gate = underWay(message) ? Optional.empty() : gate(message);
        Outcome outcome = gate.isPresent() ? gate.get() : taken(message);
        return switch (outcome) {
            case Outcome.Moved moved -> {
                tell();
                yield Duration.ZERO;
            }
            case Outcome.Held held -> {
                hold(message, held.reason());
                yield held.lookAgain().orElse(UNTIL_CHANGE);
            }
            case Outcome.Shown shown -> hold(message, shown.reason()) ? SECOND_LOOK : shown.lookAgain();
            case Outcome.Waiting waiting -> {
                inbox.released(message);
                yield waiting.lookAgain();
            }
        };
    }

    /** Tells whether that is news. */
    private boolean hold(MessageHead message, String reason) {
        boolean news = inbox.hold(message, reason);
        if (news) {
            tell();
        }
        return news;
    }

    /** Only here is what it says needed. */
    private Outcome taken(MessageHead message) throws InterruptedException {
        Optional<Message> whole = inbox.find(message.id());
        return whole.isPresent() ? machine.advance(whole.get()) : new Outcome.Moved();
    }

    private static boolean underWay(MessageHead message) {
        return message.stage() != DeliveryStage.NONE;
    }

    /** What holds a message back before delivery may begin; none when it may. */
    private Optional<Outcome> gate(MessageHead message) {
        Status status = situation.status();
        Activity activity = status.activity().orElse(Activity.UNKNOWN);
        if (status.lifecycle() != Lifecycle.LIVE) {
            // While it starts it may ask a person something first.
            return held(words(
                    activity.waiting()
                            ? activity.name()
                            : "the agent is " + status.lifecycle().name()));
        }
        if (activity == Activity.UNKNOWN) {
            return held("status unknown: " + status.reason());
        }
        if (activity == Activity.USAGE_LIMITED && status.until().isPresent()) {
            return held("usage limit until " + status.until().get());
        }
        return switch (message.mode()) {
            case QUEUE -> queueGate(status, activity).or(this::budgetGate);
            case STEER ->
                activity.waiting() ? held(words(activity.name())) : activity.quiet() ? budgetGate() : Optional.empty();
            // Nothing is stopped for a message that could not follow.
            case INTERRUPT -> budgetGate().or(() -> interruptGate(activity));
        };
    }

    /** Only what would begin a turn comes here. */
    private Optional<Outcome> budgetGate() {
        return situation.spent().map(spent -> new Outcome.Held(spent.reason(), spent.over()));
    }

    private Optional<Outcome> queueGate(Status status, Activity activity) {
        // Whoever has logged in sends a message.
        boolean mayBeOver = status.loggedOut() && spokenTo(status.since());
        if (!activity.quiet() && !mayBeOver) {
            return held(words(activity.name()));
        }
        if (failed(activity) && !spokenTo(status.since())) {
            return held(AFTER_FAILED_TURN);
        }
        return situation.turnOpen() ? held("the end of the turn is being recorded") : Optional.empty();
    }

    /** What made a turn fail would make the next one fail too, and whatever waits may build on what was not done. */
    private static boolean failed(Activity activity) {
        return activity == Activity.ERROR || activity == Activity.USAGE_LIMITED;
    }

    /** Whoever sends a message after a failure wants the agent to go on: all that waits goes on, in its order. */
    private boolean spokenTo(Instant since) {
        return inbox.waiting().stream().anyMatch(message -> message.acceptedAt().isAfter(since));
    }

    private Optional<Outcome> interruptGate(Activity activity) {
        if (!activity.quiet()) {
            return Optional.of(machine.interrupt());
        }
        return situation.turnOpen() ? held("the end of the turn is being recorded") : Optional.empty();
    }

    private static Optional<Outcome> held(String reason) {
        return Optional.of(new Outcome.Held(reason, Optional.empty()));
    }

    private static String words(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
