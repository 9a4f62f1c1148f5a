package dev.tagma.spi.agent;

import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Goal;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.usage.Tokens;
import dev.tagma.spi.runtime.Liveness;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Something a driver observed. Every case may be told again; the engine knows it by its key. */
public sealed interface Observation {

    record Seen(Fact fact) implements Observation {}

    record CarrierChanged(Source source, Carrier carrier) implements Observation {}

    /** The agent's process is this one, or none any more. */
    record ProcessIs(Optional<ProcessKey> process) implements Observation {}

    /** The agent asks something. */
    record RequestOpened(
            String key,
            RequestKind kind,
            String title,
            Optional<String> tool,
            String detail,
            List<Request.Ask> questions,
            Request.Channel channel,
            Instant at)
            implements Observation {

        public RequestOpened {
            questions = List.copyOf(questions);
        }
    }

    /** A request can be answered in another way than before. */
    record RequestChannel(String key, Request.Channel channel, String reason) implements Observation {}

    /** At this moment exactly these requests are open; told at the end of an adoption. */
    record RequestsAre(Set<String> keys, Instant at) implements Observation {
        public RequestsAre {
            keys = Set.copyOf(keys);
        }
    }

    /** The agent shows that a request is over, whoever answered it. */
    record RequestClosed(String key, Request.How how, Optional<Answer> answer, Instant at) implements Observation {}

    /**
     * A prompt entered the conversation.
     *
     * @param key the agent's own name of the turn
     * @param text what was said, as the agent recorded it
     * @param joined whether it entered a turn that was already running
     */
    record TurnStarted(String key, String text, boolean joined, Instant at) implements Observation {}

    /** A turn is over; of which one it speaks is known where the agent names it. */
    record TurnEnded(Optional<String> key, TurnOutcome outcome, Optional<String> lastMessage, Instant at)
            implements Observation {}

    /** The conversation goes by this id from now on. */
    record Identity(AgentSessionId id, String reason) implements Observation {}

    /** The agent can take its first message. */
    record Ready(Instant at) implements Observation {}

    /** The agent's program ended. */
    record Ended(Liveness how) implements Observation {}

    /** The runtime cannot tell whether the program runs. */
    record Unreachable(String reason) implements Observation {}

    record Reachable() implements Observation {}

    /** The agent recorded something in the conversation: whoever waits for evidence should look again. */
    record ConversationGrew() implements Observation {}

    /** This is what the agent pursues by itself, or it pursues nothing. */
    record GoalIs(Optional<Goal> goal) implements Observation {}

    /**
     * The agent tells what a message of its model used. It may be told again, with the same figures or larger ones.
     *
     * @param key the agent's own name of the message, unique within the session
     * @param model the agent's own name of the model
     * @param turn the agent's own name of the turn it belongs to
     */
    record Used(String key, String model, Optional<String> turn, Tokens tokens, Instant at) implements Observation {}
}
