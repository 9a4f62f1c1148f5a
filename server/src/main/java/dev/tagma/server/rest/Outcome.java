package dev.tagma.server.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** What came of a call. */
public sealed interface Outcome {

    /**
     * A record, to be sent as JSON.
     *
     * @param location where it can be found from now on
     */
    record Value(Record body, Optional<String> location) implements Outcome {
        public Value(Record body) {
            this(body, Optional.empty());
        }
    }

    /** Text in the media type that the operation promises. */
    record Text(String text) implements Outcome {}

    /** Events, for as long as they come. Whatever can be refused has been when this is returned. */
    record Stream(Flow flow) implements Outcome {}

    /** Writes until there is nothing more, or until the other side is gone. */
    @FunctionalInterface
    interface Flow {
        void into(OutputStream out) throws IOException;
    }
}
