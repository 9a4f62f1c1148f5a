package dev.tagma.engine.fleet;

import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.Activity;
import dev.tagma.engine.Fleet.Awaited;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.SessionView;
import dev.tagma.engine.deliver.Courier;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits until a session has come to where a caller wants it. */
final class Waiting {

    private final Services services;
    private final Roster roster;
    private final Sending messages;

    Waiting(Services services, Roster roster, Sending messages) {
        this.services = services;
        this.roster = roster;
        this.messages = messages;
    }

    SessionView await(TenantId tenant, SessionId id, Awaited awaited, Duration atMost) {
        SessionActor actor = roster.find(tenant, id);
        long deadline = System.nanoTime() + atMost.toNanos();
        Stillness stillness = new Stillness();
        try {
            while (true) {
                long seen = actor.changes().version();
                SessionView view = roster.view(actor);
                Optional<Duration> passing = passing(actor, view, awaited, stillness.left(seen));
                if (passing.isEmpty() && holds(actor, view, awaited)) {
                    return view;
                }
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                if (left.isPositive()) {
                    actor.changes()
                            .await(
                                    seen,
                                    passing.filter(until -> until.compareTo(left) < 0)
                                            .orElse(left));
                } else {
                    throw new Problem(
                            ProblemCode.TIMED_OUT,
                            "Session " + actor.session().handle() + " was still "
                                    + view.status()
                                            .activity()
                                            .map(Words::of)
                                            .orElse(Words.of(view.session().lifecycle()))
                                    + " after " + atMost.toSeconds() + " s");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Problem(ProblemCode.UNAVAILABLE, "The daemon is going down; ask again");
        }
    }

    private boolean holds(SessionActor actor, SessionView view, Awaited awaited) {
        Lifecycle lifecycle = view.session().lifecycle();
        Optional<Activity> activity = view.status().activity();
        boolean needsSomebody = activity.filter(Activity::waiting).isPresent();
        boolean notRunning = switch (lifecycle) {
            case STOPPED, FAILED, LOST -> true;
            case REQUESTED, PREPARING, STARTING, LIVE, STOPPING -> false;
        };
        if (needsSomebody || notRunning) {
            return true;
        }
        return switch (awaited) {
            case Awaited.Live live -> lifecycle == Lifecycle.LIVE;
            case Awaited.MessageOver(MessageId id) -> {
                Message message = messages.message(view.session().tenant(), id);
                yield message.state().terminal()
                        || message.held()
                                .filter(Courier.AFTER_FAILED_TURN::equals)
                                .isPresent();
            }
            case Awaited.GoalOver over -> !actor.pursuesGoal() && rests(actor, activity);
            case Awaited.Settled settled -> rests(actor, activity) && nothingMoves(actor);
        };
    }

    private static boolean rests(SessionActor actor, Optional<Activity> activity) {
        return activity.filter(Activity::quiet).isPresent() && !actor.turnOpen();
    }

    /** How long what is seen may yet pass by itself; none when it stands. */
    private Optional<Duration> passing(SessionActor actor, SessionView view, Awaited awaited, Duration still) {
        boolean unsettled = switch (awaited) {
            case Awaited.Live live -> false;
            case Awaited.Settled settled -> !actor.inbox().waiting().isEmpty();
            case Awaited.GoalOver over -> false;
            // The end of a turn is on record a moment before all that the agent shows of it is over.
            case Awaited.MessageOver over -> view.status().is(Activity.WORKING) && !actor.turnOpen();
        };
        return grace(view).or(() -> unsettled && still.isPositive() ? Optional.of(still) : Optional.empty());
    }

    private Optional<Duration> grace(SessionView view) {
        Optional<Instant> lastClosed =
                services
                        .store()
                        .read(reads -> reads.requests(
                                view.session().tenant(), view.session().id(), 1))
                        .stream()
                        .flatMap(request -> request.closed().stream())
                        .map(Request.Closing::at)
                        .findFirst();
        return RequestGrace.left(
                view.status(),
                !view.openRequests().isEmpty(),
                lastClosed,
                services.clock().instant());
    }

    /** No message is on its way: those that wait are held by something that only a person can remove. */
    private static boolean nothingMoves(SessionActor actor) {
        return actor.inbox().waiting().stream()
                .allMatch(message -> message.state() == MessageState.ACCEPTED
                        && message.held()
                                .filter(reason -> reason.startsWith("draft")
                                        || reason.startsWith("dialog")
                                        || reason.startsWith("usage limit")
                                        || reason.equals(Courier.AFTER_FAILED_TURN))
                                .isPresent());
    }
}
