package dev.tagma.store.codec;

import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lifts one kind of document from a version to the next.
 *
 * @param document the kind, such as {@code "session"} or {@code "event/turn.ended"}
 * @param from the version it takes; it yields {@code from + 1}
 */
record Upcaster(String document, int from, UnaryOperator<ObjectNode> lift) {}
