package dev.tagma.core.message;

import java.time.Instant;
import java.util.Optional;

/**
 * A message in the inbox without what it says, which may be a megabyte: enough to tell whose turn it is and what is in
 * its way. The fields are those of {@link Message}.
 */
public record MessageHead(
        MessageId id,
        long sequence,
        Optional<String> key,
        String sender,
        DeliveryMode mode,
        MessageState state,
        Instant acceptedAt,
        Optional<String> held,
        Optional<Instant> expires,
        DeliveryStage stage,
        Optional<String> mark,
        Optional<Integer> turn) {}
