package dev.tagma.adapters.connection;

/** A program understood what it was asked and said no: nothing came of it. */
public class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    public RefusedException(String reason) {
        super(reason);
    }
}
