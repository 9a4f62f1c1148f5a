package dev.tagma.adapters.agent.external.message;

import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.usage.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something that an adapter observed: the cases of {@link dev.tagma.spi.agent.Observation} but those about the process
 * and the terminal, which are Tagma's own. {@code at} is when it happened; now, where it is not said.
 */
public sealed interface Told {

    /** @param reach {@code level} where it is not said: it holds until contradicted */
    record Seen(Source source, Reading reading, Optional<Reach> reach, String detail, Optional<Instant> at)
            implements Told {}

    record CarrierChanged(Source source, Carrier carrier) implements Told {}

    record RequestOpened(
            String key,
            RequestKind kind,
            String title,
            Optional<String> tool,
            String detail,
            List<Request.Ask> questions,
            Request.Channel channel,
            Optional<Instant> at)
            implements Told {}

    record RequestChannel(String key, Request.Channel channel, String reason) implements Told {}

    record RequestsAre(Set<String> keys, Optional<Instant> at) implements Told {}

    record RequestClosed(String key, Request.How how, Optional<Answer> answer, Optional<Instant> at) implements Told {}

    record TurnStarted(String key, String text, boolean joined, Optional<Instant> at) implements Told {}

    record TurnEnded(Optional<String> key, TurnOutcome outcome, Optional<String> lastMessage, Optional<Instant> at)
            implements Told {}

    record Identity(String id, String reason) implements Told {}

    record Ready(Optional<Instant> at) implements Told {}

    record ConversationGrew() implements Told {}

    record Used(String key, String model, Optional<String> turn, Tokens tokens, Optional<Instant> at) implements Told {}
}
