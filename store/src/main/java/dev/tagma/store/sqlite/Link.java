package dev.tagma.store.sqlite;

import dev.tagma.spi.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its prepared statements; for one thread at a time.
 *
 * <p>After an error that may have ended the transaction (SQLite rolls back by itself when the disk is full) every further
 * statement is refused until {@link #recovered}: otherwise the rest of a work that swallowed the error would run outside
 * any transaction.
 */
final class Link implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Link.class.getName());

    private final Connection connection;
    private final Trouble trouble;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private @Nullable StoreException failure;

    Link(Connection connection, Trouble trouble) {
        this.connection = connection;
        this.trouble = trouble;
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs one statement that yields nothing, such as {@code COMMIT}. */
    void run(String sql) {
        with(sql, PreparedStatement::execute);
    }

    /** Runs statements to their end, whatever they yield; for what is run seldom, such as pragmas and schemas. */
    void script(String sql) {
        requireSound();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Changes rows and tells how many; throws {@link ConstraintViolated}. */
    int update(String sql, @Nullable Object... parameters) {
        return with(sql, PreparedStatement::executeUpdate, parameters);
    }

    <T> List<T> list(String sql, Row<T> row, @Nullable Object... parameters) {
        return with(
                sql,
                statement -> {
                    try (ResultSet rows = statement.executeQuery()) {
                        List<T> found = new ArrayList<>();
                        while (rows.next()) {
                            found.add(row.read(rows));
                        }
                        return found;
                    }
                },
                parameters);
    }

    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... parameters) {
        return with(
                sql,
                statement -> {
                    try (ResultSet rows = statement.executeQuery()) {
                        return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
                    }
                },
                parameters);
    }

    /** What has failed since the last {@link #recovered}, if anything has. */
    Optional<StoreException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Ends whatever transaction is open, without effect, and forgets the failure. */
    void recovered() {
        failure = null;
        try {
            prepared("ROLLBACK").execute();
        } catch (SQLException e) {
            // There was none: SQLite had rolled back by itself, or BEGIN had failed.
            discard("ROLLBACK");
        }
    }

    @Override
    public void close() {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw trouble.of(e);
        }
    }

    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T with(String sql, Use<T> use, @Nullable Object... parameters) {
        requireSound();
        try {
            PreparedStatement statement = prepared(sql);
            bind(statement, parameters);
            return use.of(statement);
        } catch (SQLException e) {
            discard(sql);
            throw failed(e);
        }
    }

    /** The driver itself has ended a statement that failed; it cannot be used again. */
    private void discard(String sql) {
        PreparedStatement failed = statements.remove(sql);
        if (failed != null) {
            try {
                failed.close();
            } catch (SQLException e) {
                LOG.log(System.Logger.Level.DEBUG, "A failed statement cannot be closed", e);
            }
        }
    }

    private void requireSound() {
        if (failure != null) {
            throw failure;
        }
    }

    private RuntimeException failed(SQLException e) {
        if (Trouble.isConstraint(e)) {
            return new ConstraintViolated(e);
        }
        failure = trouble.of(e);
        return failure;
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            switch (parameters[i]) {
                case null -> statement.setObject(i + 1, null);
                case String text -> statement.setString(i + 1, text);
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                case Boolean flag -> statement.setInt(i + 1, flag ? 1 : 0);
                default -> throw new IllegalArgumentException("No column takes a " + parameters[i]);
            }
        }
    }
}
