package dev.tagma.store.sqlite;

import java.sql.SQLException;

/** A row would break a constraint; only that one statement was undone. */
final class ConstraintViolated extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConstraintViolated(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
