package dev.tagma.adapters.agent.opencode;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the program says the conversation does, as facts. */
final class Board {

    private final Observer observer;
    private final Clock clock;
    private Instant changed = Instant.EPOCH;
    private boolean active;
    private boolean troubled;
    private WaitingFor asked = WaitingFor.NOTHING;
    private Optional<String> loggedOut = Optional.empty();

    Board(Observer observer, Clock clock) {
        this.observer = observer;
        this.clock = clock;
    }

    synchronized boolean active() {
        return active;
    }

    /** What was told before that is known better. */
    synchronized boolean isNewerThan(Instant at) {
        return at.isBefore(changed);
    }

    /** @param status as the program names it; none while it does nothing */
    synchronized void is(JsonNode status, Instant at) {
        changed = at;
        String type = status.path("type").asString("idle");
        active = !type.equals("idle");
        if (active) {
            goesOnLoggedIn(at);
        }
        see(new Reading.Turn(active ? TurnState.RUNNING : TurnState.OVER), at, "session status " + type);
        if (type.equals("retry")) {
            retrying(status, at);
        } else if (active) {
            goesOn(at);
        }
    }

    /** Something is about to be said: from then on it works, also before it says so itself. */
    synchronized void said(Instant at) {
        changed = at;
        active = true;
        goesOnLoggedIn(at);
        see(new Reading.Turn(TurnState.RUNNING), at, "a message is handed over");
    }

    /** It was not taken. */
    synchronized void notSaid(boolean before, Instant at) {
        if (!before) {
            changed = at;
            active = false;
            see(new Reading.Turn(TurnState.OVER), at, "a message was not taken");
        }
    }

    private void retrying(JsonNode status, Instant at) {
        long next = status.path("next").asLong(0);
        boolean limit = status.path("action").path("reason").asString("").contains("limit");
        condition(
                limit ? ConditionKind.USAGE_LIMITED : ConditionKind.RETRYING,
                status.path("message").asString(""),
                next <= 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(next)),
                at);
    }

    /** Something went wrong, and the turn with it. */
    synchronized void failed(Fault fault, Instant at) {
        if (fault.loggedOut()) {
            loggedOut = Optional.of("its login is not good, or no more: " + fault.words()
                    + "; log in with 'opencode auth login', then restart the session");
            waits(at);
        } else if (!fault.interrupted()) {
            condition(fault.condition(), fault.words(), Optional.empty(), at);
        }
    }

    /** Nothing runs, and the last that ran failed so, or did not fail; that holds until the next turn. */
    synchronized void rests(Optional<Fault> last, Instant at) {
        troubled = false;
        loggedOut = Optional.empty();
        last.ifPresent(fault -> failed(fault, at));
    }

    /** Whoever speaks to it takes it to be logged in. */
    private void goesOnLoggedIn(Instant at) {
        if (loggedOut.isPresent()) {
            loggedOut = Optional.empty();
            waits(at);
        }
    }

    synchronized void compacting(Instant at) {
        condition(ConditionKind.COMPACTING, "compaction", Optional.empty(), at);
    }

    /** Whatever was out of the ordinary is over. */
    synchronized void goesOn(Instant at) {
        if (troubled) {
            condition(ConditionKind.NONE, "", Optional.empty(), at);
            troubled = false;
        }
    }

    synchronized void waits(WaitingFor what, Instant at) {
        asked = what;
        waits(at);
    }

    private void waits(Instant at) {
        if (asked == WaitingFor.NOTHING && loggedOut.isPresent()) {
            see(new Reading.Waiting(WaitingFor.TRUST_OR_LOGIN), at, loggedOut.get());
        } else {
            see(new Reading.Waiting(asked), at, "open requests");
        }
    }

    private void condition(ConditionKind kind, String detail, Optional<Instant> until, Instant at) {
        troubled = true;
        see(new Reading.Condition(kind, detail, until), at, detail.isEmpty() ? "goes on" : detail);
    }

    private void see(Reading reading, Instant at, String detail) {
        observer.observed(new Observation.Seen(
                new Fact(Source.PROTOCOL, reading, at, clock.instant(), Reach.LEVEL, Optional.empty(), detail)));
    }
}
