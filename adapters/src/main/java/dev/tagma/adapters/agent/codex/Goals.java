package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.connection.RefusedException;
import dev.tagma.core.session.Goal;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.PursuesGoals;
import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The goal of a conversation, which the app-server keeps with it. It begins turns for an active one as soon as it rests, and
 * says no word of whose they are but in the record of the conversation.
 */
final class Goals implements PursuesGoals {

    private final Link link;
    private final JsonMapper mapper;
    private final Supplier<String> thread;

    /** @param thread the conversation's name; throws while there is none */
    Goals(Link link, JsonMapper mapper, Supplier<String> thread) {
        this.link = link;
        this.mapper = mapper;
        this.thread = thread;
    }

    @Override
    public Optional<Goal> goal() {
        try {
            return read(link.live(), named()).map(Goals::of);
        } catch (RefusedException refused) {
            throw new TerminalException("Codex does not tell its goal: " + refused.getMessage(), false, refused);
        } catch (IOException broken) {
            throw new TerminalException("Codex does not tell its goal: " + broken.getMessage(), true, broken);
        }
    }

    @Override
    public Pursued pursue(Wish wish) {
        ObjectNode params = named().put("origin", "user");
        wish.objective().ifPresent(text -> params.put("objective", text));
        wish.tokenBudget().ifPresent(tokens -> params.put("tokenBudget", tokens));
        wish.pursued().ifPresent(pursued -> params.put("status", pursued ? "active" : "paused"));
        try {
            return new Pursued.Done(of(
                    link.live().call("thread/goal/set", params, Link.PATIENCE).path("goal")));
        } catch (RefusedException refused) {
            return new Pursued.Refused(String.valueOf(refused.getMessage()));
        } catch (IOException broken) {
            throw unknown(broken);
        }
    }

    @Override
    public boolean clearGoal() {
        try {
            return link.live()
                    .call("thread/goal/clear", named(), Link.PATIENCE)
                    .path("cleared")
                    .asBoolean(false);
        } catch (RefusedException refused) {
            throw new TerminalException("Codex does not drop its goal: " + refused.getMessage(), false, refused);
        } catch (IOException broken) {
            throw unknown(broken);
        }
    }

    private static TerminalException unknown(IOException broken) {
        return new TerminalException(
                "It is not known whether Codex took it: " + broken.getMessage() + "; 'tagma goal' shows what it has",
                true,
                broken);
    }

    private ObjectNode named() {
        return mapper.createObjectNode().put("threadId", thread.get());
    }

    /** A program that knows of no goals has none. */
    static void tell(Rpc rpc, ObjectNode thread, Observer observer) throws IOException {
        try {
            observer.observed(new Observation.GoalIs(read(rpc, thread).map(Goals::of)));
        } catch (RefusedException older) {
            observer.observed(new Observation.GoalIs(Optional.empty()));
        }
    }

    private static Optional<JsonNode> read(Rpc rpc, ObjectNode thread) throws IOException, RefusedException {
        return Optional.of(rpc.call("thread/goal/get", thread, Link.PATIENCE).path("goal"))
                .filter(JsonNode::isObject);
    }

    static Goal of(JsonNode goal) {
        return new Goal(
                goal.path("objective").asString(""),
                state(goal.path("status").asString("")),
                Optional.of(goal.path("tokenBudget")).filter(JsonNode::isNumber).map(JsonNode::asLong),
                goal.path("tokensUsed").asLong(0),
                Duration.ofSeconds(goal.path("timeUsedSeconds").asLong(0)),
                Instant.ofEpochSecond(goal.path("createdAt").asLong(0)));
    }

    /** A state that is not known is none in which the agent is said to go on by itself. */
    private static Goal.State state(String status) {
        return switch (status) {
            case "active" -> Goal.State.ACTIVE;
            case "paused" -> Goal.State.PAUSED;
            case "usageLimited" -> Goal.State.USAGE_LIMITED;
            case "budgetLimited" -> Goal.State.BUDGET_LIMITED;
            case "complete" -> Goal.State.COMPLETE;
            default -> Goal.State.BLOCKED;
        };
    }
}
