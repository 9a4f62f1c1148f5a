package dev.tagma.testkit.agent;

/** The person refused a tool; the turn is over. */
final class Rejection extends Exception {
    private static final long serialVersionUID = 1;

    Rejection(String what) {
        super(what);
    }
}
