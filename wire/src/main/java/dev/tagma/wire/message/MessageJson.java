package dev.tagma.wire.message;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.DeliveryStage;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.session.SessionId;
import dev.tagma.wire.json.Doc;
import java.time.Instant;
import java.util.Optional;

@Doc("A message in a session's durable inbox.")
public record MessageJson(
        @Doc("The message.") MessageId id,
        @Doc("Whose inbox it is in.") SessionId session,
        @Doc("Its place in the inbox.") long sequence,
        @Doc("The idempotency key it was given.") Optional<String> key,

        @Doc(value = "Who said it: a door and a name.", example = "\"cli:anna\"")
        String sender,

        @Doc("What was said.") String text,
        @Doc("When it is to reach the agent.") DeliveryMode mode,
        @Doc("How far it has come.") MessageState state,
        @Doc("When it was accepted.") Instant acceptedAt,
        @Doc("When it came so far.") Instant stateSince,
        @Doc("Why it waits.") Optional<String> held,
        @Doc("Why it failed.") Optional<String> failure,

        @Doc("When it is given up if it has not been handed over.")
        Optional<Instant> expires,

        @Doc("Where its delivery stands.") DeliveryStage stage,

        @Doc("How often the agent took the text in vain: it never showed it.")
        int attempts,

        @Doc("The turn it began or joined.") Optional<Integer> turn) {}
