package dev.tagma.wire.json;

/** A text is not JSON, or JSON is not what it should be. The message names the place, the value and what is wanted. */
public final class JsonFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JsonFault(String message) {
        super(message);
    }

    public JsonFault(String message, Throwable cause) {
        super(message, cause);
    }
}
