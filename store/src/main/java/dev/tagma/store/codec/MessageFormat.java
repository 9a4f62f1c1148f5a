package dev.tagma.store.codec;

import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageHead;
import dev.tagma.core.message.MessageState;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages as documents without their text. The text never changes and may be a megabyte long, the rest changes at every
 * step of the delivery: apart, a step costs a few hundred bytes.
 */
public final class MessageFormat {

    private final DocumentFormat<Message> format;

    MessageFormat(DocumentFormat<Message> format) {
        this.format = format;
    }

    /** The version that is written. */
    public int version() {
        return format.version();
    }

    /** How a state is called in documents. */
    public String nameOf(MessageState state) {
        return Names.of(state);
    }

    public String write(Message message) {
        return format.write(message);
    }

    /** Reads a document of any version for all but the text; throws {@link UnreadableDocument}. */
    public MessageHead head(String document) {
        return read(document, "").head();
    }

    /** Reads a document of any version and the text that belongs to it; throws {@link UnreadableDocument}. */
    public Message read(String document, String text) {
        ObjectNode tree = format.parse(document);
        return format.fromTree(tree.put(MessageShape.TEXT, text));
    }
}
