package dev.tagma.wire.message;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.wire.json.Doc;
import java.time.Instant;
import java.util.Optional;

@Doc("A message that is wanted.")
public record NewMessageJson(
        @Doc(
                value = "What to say. It is text to the model, never a command to the agent's program.",
                example = "\"Please add a test.\"")
        String text,

        @Doc("When it is to reach the agent; queue where absent.")
        Optional<DeliveryMode> mode,

        @Doc("Idempotency key: the same key is the same message.")
        Optional<String> key,

        @Doc("When to give it up if it has not been handed over.")
        Optional<Instant> expires) {}
