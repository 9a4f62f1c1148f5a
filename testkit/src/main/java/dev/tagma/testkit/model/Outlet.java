package dev.tagma.testkit.model;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Where an answer goes: a stream of events, or one document at its end. */
interface Outlet {

    /** Sends an event of that name; nothing if the client did not ask for a stream. */
    void event(@Nullable String name, JsonNode data) throws IOException;

    /** Sends an event whose data is not JSON. */
    void raw(String data) throws IOException;

    /** Sends something without meaning, which fails if the client has gone. */
    void beat() throws IOException;

    /** Ends the answer; a client that did not ask for a stream gets the whole of it now. */
    void finish(JsonNode whole) throws IOException;

    /** Answers with an error instead; only before anything else was sent. */
    void refuse(int status, Map<String, String> headers, JsonNode error) throws IOException;
}
