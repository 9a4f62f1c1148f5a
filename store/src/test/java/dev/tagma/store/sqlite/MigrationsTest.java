package dev.tagma.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.spi.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps between schemas: each once, in order, wholly or not at all. */
final class MigrationsTest {

    private static final String FIRST =
            "CREATE TABLE things (name TEXT);\nINSERT INTO things VALUES ('stone; with; semicolons');";
    private static final String SECOND = "-- Things have weights now.\nALTER TABLE things ADD COLUMN weight INTEGER;\n"
            + "UPDATE things SET weight = 7";
    private static final String BROKEN = "UPDATE things SET weight = 8; ALTER TABLE nothing ADD COLUMN at_all TEXT";

    @TempDir
    private Path directory;

    private Link open(String... steps) throws Exception {
        Path file = directory.resolve("tagma.db");
        boolean fresh = !Files.exists(file);
        if (fresh) {
            Files.createFile(file);
        }
        return new Database(file).openWriter(fresh, new Migrations(List.of(steps)));
    }

    private static List<String> things(Link link) {
        return link.list("SELECT name || coalesce(weight, '') FROM things", row -> row.getString(1));
    }

    private static int version(Link link) {
        return link.first("PRAGMA user_version", row -> row.getInt(1)).orElseThrow();
    }

    @Test
    void aNewFileTakesAllSteps() throws Exception {
        try (Link link = open(FIRST, SECOND)) {
            assertThat(things(link)).containsExactly("stone; with; semicolons7");
            assertThat(version(link)).isEqualTo(2);
        }
    }

    @Test
    void anOldFileTakesOnlyTheStepsItMisses() throws Exception {
        open(FIRST).close();

        try (Link link = open(FIRST, SECOND)) {
            assertThat(things(link)).containsExactly("stone; with; semicolons7");
        }
        try (Link link = open(FIRST, SECOND)) {
            assertThat(things(link)).hasSize(1);
        }
    }

    @Test
    void aStepThatFailsIsUndoneAndCanBeTakenLater() throws Exception {
        open(FIRST, SECOND).close();

        assertThatThrownBy(() -> open(FIRST, SECOND, BROKEN))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("schema 3")
                .hasMessageContaining("undone");

        try (Link link = open(FIRST, SECOND)) {
            assertThat(things(link)).containsExactly("stone; with; semicolons7");
            assertThat(version(link)).isEqualTo(2);
        }
        try (Link link = open(FIRST, SECOND, "UPDATE things SET weight = 9")) {
            assertThat(things(link)).containsExactly("stone; with; semicolons9");
            assertThat(version(link)).isEqualTo(3);
        }
    }

    @Test
    void aFileOfANewerVersionIsRefused() throws Exception {
        open(FIRST, SECOND).close();

        assertThatThrownBy(() -> open(FIRST))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer version (schema 2, this one knows 1)");
    }
}
