package dev.tagma.adapters.agent.codex;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the app-server says the conversation does, as facts. */
final class Board {

    private static final int UNAUTHORIZED = 401;

    private final Observer observer;
    private final JsonMapper mapper;
    private final Clock clock;
    private final Allowance allowance = new Allowance();
    private boolean active;
    private boolean waits;
    private boolean told;
    private boolean retrying;
    private Optional<String> running = Optional.empty();
    private Optional<Failure> limited = Optional.empty();
    private Optional<String> loggedOut = Optional.empty();

    /** What went wrong in the newest turn. */
    private record Failure(String words, Instant at) {}

    Board(Observer observer, JsonMapper mapper, Clock clock) {
        this.observer = observer;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** Another connection begins: nothing has been heard on it. */
    synchronized void anew() {
        told = false;
        running = Optional.empty();
        limited = Optional.empty();
        loggedOut = Optional.empty();
    }

    synchronized boolean active() {
        return active;
    }

    synchronized boolean waits() {
        return waits;
    }

    /** The turn that runs, as far as was told. */
    synchronized Optional<String> running() {
        return running;
    }

    /** The status was asked for then; what was told by itself since is newer, also where it is heard later. */
    synchronized void found(JsonNode status, Instant asked) {
        if (!told) {
            is(status, asked);
        }
    }

    synchronized void changed(JsonNode status, Instant at) {
        told = true;
        is(status, at);
    }

    private void is(JsonNode status, Instant at) {
        String type = status.path("type").asString("");
        String flags = status.path("activeFlags").toString();
        active = type.equals("active");
        WaitingFor waiting = !active
                ? WaitingFor.NOTHING
                : flags.contains("waitingOnUserInput")
                        ? WaitingFor.QUESTION
                        : flags.contains("waitingOnApproval") ? WaitingFor.PERMISSION : WaitingFor.NOTHING;
        waits = waiting != WaitingFor.NOTHING;
        String detail = "thread status " + type + (active ? " " + flags : "");
        see(new Reading.Turn(active ? TurnState.RUNNING : TurnState.OVER), at, detail);
        if (active || loggedOut.isEmpty()) {
            see(new Reading.Waiting(waiting), at, detail);
        } else {
            waitsForLogin(at);
        }
    }

    /** Nothing is asked any more; that its status is another one may be told seconds later. */
    synchronized void answered(Instant at) {
        if (waits) {
            waits = false;
            see(new Reading.Waiting(WaitingFor.NOTHING), at, "all that was asked is answered");
        }
    }

    private void waitsForLogin(Instant at) {
        loggedOut.ifPresent(words -> see(new Reading.Waiting(WaitingFor.TRUST_OR_LOGIN), at, words));
    }

    synchronized void began(String turn, Instant at) {
        running = Optional.of(turn);
        limited = Optional.empty();
        loggedOut = Optional.empty();
        see(new Reading.Condition(ConditionKind.NONE, "", Optional.empty()), at, "turn started");
    }

    synchronized void runs(String turn) {
        running = Optional.of(turn);
    }

    synchronized void over(JsonNode turn, Instant at) {
        String id = turn.path("id").asString("");
        running = running.filter(one -> !one.equals(id));
        JsonNode error = turn.path("error");
        if (outcome(turn) == TurnOutcome.FAILED || outcome(turn) == TurnOutcome.LIMITED) {
            failed(error, false, at);
            waitsForLogin(at);
        }
    }

    /** Something went wrong in a turn; it may go on all the same. */
    synchronized void failed(JsonNode error, boolean goesOn, Instant at) {
        retrying = goesOn;
        Failure failure = new Failure(words(error), at);
        if (goesOn) {
            condition(ConditionKind.RETRYING, failure, Optional.empty(), "error, it tries again");
        } else if (limit(error)) {
            limited = Optional.of(failure);
            limit(failure);
        } else if (unauthorized(error)) {
            loggedOut = Optional.of("its login is not good, or no more: " + failure.words()
                    + "; log in with 'codex login', then restart the session");
        } else {
            condition(ConditionKind.ERROR, failure, Optional.empty(), "error");
        }
    }

    private void limit(Failure failure) {
        condition(ConditionKind.USAGE_LIMITED, failure, allowance.usedUpUntil(clock.instant()), "error");
    }

    private void condition(ConditionKind kind, Failure failure, Optional<Instant> until, String detail) {
        see(new Reading.Condition(kind, failure.words(), until), failure.at(), detail);
    }

    /** How much may be used; told beside what failed for it, before or after. */
    synchronized void allows(JsonNode limits) {
        allowance.told(limits);
        limited.ifPresent(this::limit);
    }

    /** Somebody logged in, or out: the next turn will show. */
    synchronized void loggedIn(Instant at) {
        if (loggedOut.isPresent()) {
            loggedOut = Optional.empty();
            see(new Reading.Waiting(WaitingFor.NOTHING), at, "the account changed");
        }
    }

    /** The agent does something: whatever it tried again worked. */
    synchronized void goesOn(Instant at) {
        if (retrying) {
            condition(ConditionKind.NONE, "", at);
        }
    }

    /** The agent condenses its conversation, or has. */
    synchronized void condition(ConditionKind kind, String detail, Instant at) {
        retrying = false;
        see(new Reading.Condition(kind, detail, Optional.empty()), at, detail.isEmpty() ? "goes on" : detail);
    }

    static TurnOutcome outcome(JsonNode turn) {
        return switch (turn.path("status").asString("")) {
            case "completed" -> TurnOutcome.COMPLETED;
            case "interrupted" -> TurnOutcome.INTERRUPTED;
            case "failed" -> limit(turn.path("error")) ? TurnOutcome.LIMITED : TurnOutcome.FAILED;
            default -> TurnOutcome.UNKNOWN;
        };
    }

    private static boolean limit(JsonNode error) {
        return error.path("codexErrorInfo").asString("").equals("usageLimitExceeded");
    }

    /** Named so, or by the status that the model's server answered with. */
    private static boolean unauthorized(JsonNode error) {
        JsonNode info = error.path("codexErrorInfo");
        return info.asString("").equals("unauthorized")
                || info.values().stream()
                        .anyMatch(kind -> kind.path("httpStatusCode").asInt(0) == UNAUTHORIZED);
    }

    /** What the model's server said is handed on as it was said, which may be JSON. */
    private String words(JsonNode error) {
        String message = error.path("message").asString("an error it does not name");
        try {
            return message.startsWith("{")
                    ? mapper.readTree(message).path("error").path("message").asString(message)
                    : message;
        } catch (JacksonException plain) {
            return message;
        }
    }

    private void see(Reading reading, Instant at, String detail) {
        observer.observed(new Observation.Seen(
                new Fact(Source.PROTOCOL, reading, at, clock.instant(), Reach.LEVEL, Optional.empty(), detail)));
    }
}
