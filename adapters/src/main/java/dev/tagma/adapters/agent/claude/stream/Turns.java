package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.adapters.agent.claude.MessageUsage;
import dev.tagma.adapters.agent.claude.UsageLimit;
import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.adapters.protocol.Change;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.request.Request;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.Observation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Where turns begin and end, and what is out of the ordinary in them. */
final class Turns {

    private final StreamTelling telling;
    private final Recorded recorded;
    private final Clock clock;

    Turns(StreamTelling telling, Recorded recorded, Clock clock) {
        this.telling = telling;
        this.recorded = recorded;
        this.clock = clock;
    }

    /** The program names the message it works on: it has it. */
    void shown(Change<State> change, String key) {
        change.state()
                .talk()
                .prompt()
                .filter(prompt -> !prompt.begun() && prompt.key().equals(key))
                .ifPresent(prompt -> begins(change, prompt));
    }

    private void begins(Change<State> change, Talk.Prompt prompt) {
        change.to(state -> state.with(state.talk().working(prompt.seenToBegin())));
        change.tell(telling.started(prompt));
        change.tell(new Observation.ConversationGrew());
    }

    /** The program works, and nobody has told it to: something that ran in the background has called for it. */
    void worksOnItsOwn(Change<State> change, String key) {
        if (change.state().talk().prompt().isEmpty()) {
            Instant now = clock.instant();
            Talk.Prompt own = new Talk.Prompt(0, key, "(the agent goes on by itself)", now, true, Optional.empty());
            change.to(state -> state.with(state.talk().working(own).with(nothing(now))));
            change.tell(telling.started(own));
            change.tellFacts();
        }
    }

    /** The program does nothing more. It says before how a turn ended; of one that it does not name nothing is known. */
    void idle(Change<State> change, String id) {
        change.state().talk().prompt().filter(Talk.Prompt::begun).ifPresent(prompt -> {
            withdraw(change, Request.How.WITHDRAWN);
            if (prompt.count() == 0) {
                ends(change, prompt, TurnOutcome.COMPLETED, "", id);
            } else {
                ends(change, prompt, TurnOutcome.UNKNOWN, "it is idle and did not say how the turn ended", id);
            }
        });
    }

    /** What the model's answer cost as far as it has come. */
    void uses(Change<State> change, JsonNode answer) {
        MessageUsage.of(answer, clock.instant()).ifPresent(used -> tell(change, used));
    }

    private static void tell(Change<State> change, TranscriptEntry.Used used) {
        Optional<String> turn = change.state().talk().prompt().map(Talk.Prompt::key);
        change.tell(new Observation.Used(used.key(), used.model(), turn, used.tokens(), used.at()));
    }

    /** The agent said something to its user. */
    void said(Change<State> change, String text) {
        change.state().talk().prompt().ifPresent(prompt -> {
            change.to(state -> state.with(state.talk().working(prompt.saying(text))));
            change.tell(new Observation.ConversationGrew());
        });
    }

    /** Something out of the ordinary begins; {@code NONE} ends it. */
    void aside(Change<State> change, ConditionKind kind, String detail, Optional<Instant> until) {
        Talk.Aside before = change.state().talk().aside();
        if (before.kind() != kind
                || !before.detail().equals(detail)
                || !before.until().equals(until)) {
            change.to(state -> state.with(state.talk().with(new Talk.Aside(kind, detail, until, clock.instant()))));
            change.tellFacts();
        }
    }

    private static Talk.Aside nothing(Instant now) {
        return new Talk.Aside(ConditionKind.NONE, "", Optional.empty(), now);
    }

    /** The program says how a turn ended. One that speaks of no turn that runs is late or said again. */
    void result(Change<State> change, JsonNode result) {
        String id = result.path("uuid").asString("");
        shown(change, result.path("user_message_uuid").asString(""));
        Optional<Talk.Prompt> prompt = change.state().talk().prompt().filter(Talk.Prompt::begun);
        boolean again = change.state()
                .talk()
                .latest()
                .filter(over -> !id.isEmpty() && over.result().equals(id))
                .isPresent();
        if (prompt.isEmpty() || again) {
            return;
        }
        String said = result.path("result").asString("").strip();
        Talk.Prompt last = said.isEmpty() ? prompt.get() : prompt.get().saying(said);
        withdraw(change, Request.How.WITHDRAWN);
        // The stream tells of an answer when it begins; what it came to stands in the record.
        recorded.usedSince(change.state().conversation(), last.key()).forEach(used -> tell(change, used));
        if (result.path("terminal_reason").asString("").startsWith("aborted")) {
            ends(change, last, TurnOutcome.INTERRUPTED, "interrupted", id);
        } else if (!result.path("is_error").asBoolean(false)) {
            ends(change, last, TurnOutcome.COMPLETED, "", id);
        } else {
            failed(change, last, said.isEmpty() ? errors(result) : said, id);
        }
    }

    private void failed(Change<State> change, Talk.Prompt prompt, String detail, String id) {
        Talk.Aside aside = change.state().talk().aside();
        if (aside.kind() == ConditionKind.USAGE_LIMITED || UsageLimit.saidBy(detail)) {
            aside(change, ConditionKind.USAGE_LIMITED, detail, aside.until());
            ends(change, prompt, TurnOutcome.LIMITED, detail, id);
        } else {
            aside(change, ConditionKind.ERROR, detail, Optional.empty());
            ends(change, prompt, TurnOutcome.FAILED, detail, id);
        }
    }

    private static String errors(JsonNode result) {
        List<String> errors = new ArrayList<>();
        result.path("errors").forEach(error -> errors.add(error.asString("")));
        return errors.isEmpty() ? result.path("subtype").asString("it failed") : String.join("; ", errors);
    }

    private void ends(Change<State> change, Talk.Prompt prompt, TurnOutcome outcome, String detail, String result) {
        Instant now = clock.instant();
        Talk.Over over = new Talk.Over(prompt, outcome, detail, result, now);
        change.to(state -> state.with(state.talk().over(over)));
        boolean passing = switch (change.state().talk().aside().kind()) {
            case COMPACTING, RETRYING -> true;
            case NONE, USAGE_LIMITED, LOGGED_OUT, ERROR -> false;
        };
        boolean done = outcome == TurnOutcome.COMPLETED || outcome == TurnOutcome.INTERRUPTED;
        if (passing || done) {
            change.to(state -> state.with(state.talk().with(nothing(now))));
        }
        change.tellFacts();
        change.tell(telling.ended(over));
        change.tell(new Observation.ConversationGrew());
    }

    /** What is still asked is over. */
    void withdraw(Change<State> change, Request.How how) {
        for (Talk.Asked asked : change.state().talk().asked()) {
            Instant now = clock.instant();
            change.to(state -> state.with(state.talk().without(asked, now)));
            change.tell(new Observation.RequestClosed(asked.key(), how, Optional.empty(), now));
        }
    }

    /** The program is gone, and with it what it worked on. A prompt that it never had is not a turn: its record decides. */
    void gone(Change<State> change) {
        withdraw(change, Request.How.AGENT_GONE);
        change.state().talk().prompt().filter(prompt -> !prompt.begun()).ifPresent(prompt -> {
            if (recorded.holds(change.state().conversation(), prompt.key())) {
                begins(change, prompt);
            } else {
                change.to(state -> state.with(state.talk().withoutPrompt()));
            }
        });
        change.state()
                .talk()
                .prompt()
                .ifPresent(prompt -> ends(change, prompt, TurnOutcome.UNKNOWN, "its program ended", ""));
    }
}
