package dev.tagma.adapters.agent.external;

/**
 * The adapter said what the protocol does not allow. What was lost by that is not known: the conversation ends and begins
 * anew.
 */
final class Breach extends Exception {

    private static final long serialVersionUID = 1L;

    Breach(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
