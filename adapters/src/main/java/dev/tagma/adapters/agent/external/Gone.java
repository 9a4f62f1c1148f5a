package dev.tagma.adapters.agent.external;

/** There is no adapter to speak with, or what came of a call is not known because it went away. */
final class Gone extends Exception {

    private static final long serialVersionUID = 1L;

    Gone(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
