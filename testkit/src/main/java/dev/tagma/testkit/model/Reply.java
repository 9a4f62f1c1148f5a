package dev.tagma.testkit.model;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** One answer being written in the words of one protocol, piece by piece. */
interface Reply {

    void begin(Usage usage) throws IOException;

    void text(String piece) throws IOException;

    void think(String piece) throws IOException;

    void call(ToolCall call) throws IOException;

    void end(Usage usage) throws IOException;

    /** Says in the middle of the answer that it failed; where the protocol has no words for it, the connection is cut. */
    default void breakOff(JsonNode error) throws IOException {
        throw new CutException();
    }

    /** Shows a client that waits that the answer goes on; most of them pass over a comment in the stream. */
    default void beat(Outlet outlet) throws IOException {
        outlet.beat();
    }
}
