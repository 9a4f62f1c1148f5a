package dev.tagma.store.sqlite;

import dev.tagma.spi.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The steps from one schema to the next, numbered from 1; {@code PRAGMA user_version} says which have been taken. A step
 * is never changed once it is released; a new one is a file {@code schema-N.sql} and a higher {@link #NEWEST}.
 */
final class Migrations {

    private static final int NEWEST = 3;

    private final List<String> steps;

    Migrations() {
        this(IntStream.rangeClosed(1, NEWEST)
                .mapToObj(number -> resource("schema-" + number + ".sql"))
                .toList());
    }

    Migrations(List<String> steps) {
        this.steps = List.copyOf(steps);
    }

    /** Refuses another program's database and one that a newer version wrote. */
    void refuseStrange(Link link, Path file) {
        long application =
                link.first("PRAGMA application_id", row -> row.getLong(1)).orElse(0L);
        if (application != Database.APPLICATION_ID) {
            throw new StoreException(
                    file + " is the database of another program. It was left as it is. Name another file.");
        }
        int version = version(link);
        if (version > steps.size()) {
            throw new StoreException(
                    file + " was written by a newer version (schema " + version + ", this one knows " + steps.size()
                            + "). It was left as it is. Install that version again, or move the file away to begin"
                            + " anew.");
        }
    }

    /** Takes the steps that are missing, each in a transaction of its own. */
    void apply(Link link) {
        for (int version = version(link); version < steps.size(); version++) {
            link.run("BEGIN IMMEDIATE");
            try {
                link.script(steps.get(version));
                link.script("PRAGMA user_version = " + (version + 1));
                link.run("COMMIT");
            } catch (RuntimeException e) {
                link.recovered();
                throw new StoreException(
                        "The step to schema " + (version + 1) + " failed and was undone: " + e.getMessage(), e);
            }
        }
    }

    private static int version(Link link) {
        return link.first("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
    }

    /** The steps of a file beside the classes. */
    static String resource(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
