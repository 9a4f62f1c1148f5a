package dev.tagma.wire.message;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("Messages in the order of the inbox.")
public record MessageListJson(
        @Doc("The messages.") List<MessageJson> messages,
        @Doc("Whether there are more behind the last one.") boolean more) {}
