package dev.tagma.testkit.model;

import java.io.IOException;

/** The connection is to be cut in the middle of the answer. */
final class CutException extends IOException {
    private static final long serialVersionUID = 1;

    CutException() {
        super("cut on purpose");
    }
}
