package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.agent.acp.Handshake.Step;
import dev.tagma.adapters.jsonrpc.OutputLines.Line;
import dev.tagma.adapters.protocol.Change;
import dev.tagma.spi.agent.Observation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the agent tells of its work while it works. What it says comes in pieces; they are one entry. */
final class Updates {

    /** What an agent tells at any time, whether it works or not. */
    private static final Set<String> OF_NO_TURN = Set.of(
            "available_commands_update",
            "current_mode_update",
            "config_option_update",
            "session_info_update",
            "usage_update");

    /** A longer message is kept in parts. */
    private static final int LONGEST = 256 << 10;

    private final Journal journal;
    private final Turns turns;
    private final Shells shells;
    private final UsageTold told;
    private final JsonMapper mapper;
    private final Clock clock;
    private final Words words = new Words();
    private final ToolUses uses;
    private String message = "";
    private volatile String usage = "";
    private long end;

    Updates(Journal journal, Turns turns, Shells shells, UsageTold told, JsonMapper mapper, Clock clock) {
        this.journal = journal;
        this.turns = turns;
        this.shells = shells;
        this.told = told;
        this.mapper = mapper;
        this.uses = new ToolUses(mapper);
        this.clock = clock;
    }

    void forget() {
        words.clear();
        message = "";
        uses.forget();
    }

    /** What it used in a turn it does not speak of any more. */
    void turnOver() {
        uses.forget();
    }

    boolean saying() {
        return words.length() > 0;
    }

    /** What the agent is saying and has not finished. */
    String unfinished() {
        return words.text();
    }

    /** What the agent told of its context last; empty where it told nothing. */
    String usage() {
        return usage;
    }

    /** @return whether what was said is complete by this, and need not be heard again */
    boolean heard(Change<State> change, JsonNode params, Line line) {
        State state = change.state();
        boolean ours = state.conversation()
                .filter(params.path("sessionId").asString("")::equals)
                .isPresent();
        if (!ours || state.handshake().step() == Step.OPENING) {
            // Of another conversation, or what was said in this one before the process began.
            return false;
        }
        JsonNode update = params.path("update");
        String kind = update.path("sessionUpdate").asString("");
        if (!OF_NO_TURN.contains(kind)) {
            turns.beginsBefore(change, line);
        }
        return switch (kind) {
            case "agent_message_chunk" -> {
                told.withWords(change, update, line);
                yield says(change, update, line);
            }
            case "tool_call" -> {
                uses(change, update, line, false);
                yield true;
            }
            case "tool_call_update" -> {
                used(change, update, line);
                yield true;
            }
            case "plan" -> {
                long _ = flush(change);
                keep(change, line.end(), "system", plan(update), Optional.empty());
                yield true;
            }
            case "usage_update" -> {
                usage = update.path("used").asLong(0) + " of "
                        + update.path("size").asLong(0) + " tokens are used";
                yield !saying();
            }
            case "current_mode_update" -> {
                if (state.handshake().step() != Step.READY) {
                    // It answers to what Tagma sets.
                    yield false;
                }
                long _ = flush(change);
                keep(
                        change,
                        line.end(),
                        "system",
                        "mode: " + update.path("currentModeId").asString(""),
                        Optional.empty());
                yield true;
            }
            case "agent_thought_chunk", "user_message_chunk" -> {
                long _ = flush(change);
                yield true;
            }
            default -> !saying();
        };
    }

    private boolean says(Change<State> change, JsonNode update, Line line) {
        String id = update.path("messageId").asString("");
        if (saying() && (!id.equals(message) || words.length() > LONGEST)) {
            long before = flush(change);
            change.to(state -> state.readTo(before));
            change.tell(new Observation.ConversationGrew());
        }
        message = id;
        if (!journal.knows(change.state().run(), line.end())) {
            words.add(update.path("content").path("text").asString(""));
            end = line.end();
        }
        return false;
    }

    private static String plan(JsonNode update) {
        StringBuilder plan = new StringBuilder("plan:");
        update.path("entries")
                .forEach(entry -> plan.append(
                                switch (entry.path("status").asString("")) {
                                    case "completed" -> "\n[x] ";
                                    case "in_progress" -> "\n[>] ";
                                    default -> "\n[ ] ";
                                })
                        .append(entry.path("content").asString("")));
        return plan.toString();
    }

    /** Some agents ask before they tell what they are going to use. */
    void asks(Change<State> change, JsonNode tool, Line line) {
        uses(change, tool, line, true);
    }

    private void uses(Change<State> change, JsonNode update, Line line, boolean due) {
        long _ = flush(change);
        // In front of what the tool answered, which may be told in the same line.
        uses.told(update, due)
                .ifPresent(told -> keep(change, line.offset() + 2, "tool", told.text(), Optional.of(told.tool())));
    }

    private void used(Change<State> change, JsonNode update, Line line) {
        String status = update.path("status").asString("");
        boolean over = status.equals("completed") || status.equals("failed");
        uses(change, update, line, over);
        if (over && uses.over(update)) {
            String text = content(update);
            keep(change, line.end(), "tool", text.isEmpty() ? status : text, Optional.empty());
        }
    }

    private String content(JsonNode update) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : update.path("content")) {
            switch (one.path("type").asString("")) {
                case "content" ->
                    one.path("content").path("text").stringValueOpt().ifPresent(texts::add);
                case "terminal" -> texts.add(shells.told(one.path("terminalId").asString("")));
                case "diff" -> texts.add("changed " + one.path("path").asString(""));
                default -> {}
            }
        }
        JsonNode output = update.path("rawOutput");
        if (texts.isEmpty() && !output.isMissingNode() && !output.isNull()) {
            texts.add(output.isString() ? output.asString() : mapper.writeValueAsString(output));
        }
        return String.join("\n", texts);
    }

    /** What was being said is complete; returns up to where. */
    long flush(Change<State> change) {
        if (saying()) {
            keep(change, end, "assistant", words.text(), Optional.empty());
            words.clear();
        }
        return end;
    }

    private void keep(Change<State> change, long place, String role, String text, Optional<String> tool) {
        journal.keep(new Entry(change.state().run(), place, clock.instant(), role, text, tool, Optional.empty()));
        change.tell(new Observation.ConversationGrew());
    }
}
