package dev.tagma.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.search.Origin;
import dev.tagma.spi.search.SearchHit;
import dev.tagma.spi.search.SearchIndex;
import dev.tagma.spi.search.SearchQuery;
import dev.tagma.spi.search.SearchWords;
import dev.tagma.testkit.contract.SearchIndexContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteSearchIndexTest extends SearchIndexContract {

    private static final Origin OTTER = new Origin.Own(
            TenantId.DEFAULT, new AgentId("claude-code"), SessionId.parse("01980000-0000-7001-8000-000000000001"));

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("search.db");
    }

    @Override
    protected SearchIndex open() {
        return new SqliteSearchIndex(file());
    }

    private static void say(SearchIndex index, String cursor, String text) {
        index.add(
                OTTER,
                List.of(new TranscriptPage.Entry(cursor, "tool", text, Optional.of("Bash"), Optional.empty())),
                cursor);
    }

    private static List<SearchHit> found(SearchIndex index, String text) {
        return index.search(new SearchQuery(
                TenantId.DEFAULT,
                SearchWords.parse(text),
                List.of(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                10));
    }

    @Test
    void whatWasTakenInIsThereForTheNextDaemon() {
        Path other = directory.resolve("other.db");
        try (SearchIndex index = new SqliteSearchIndex(other)) {
            say(index, "c:1", "flaky");
        }

        try (SearchIndex index = new SqliteSearchIndex(other)) {
            assertThat(index.position(OTTER)).contains("c:1");
            assertThat(found(index, "flaky")).singleElement().satisfies(hit -> {
                assertThat(hit.tool()).contains("Bash");
                assertThat(hit.at()).isEmpty();
            });
        }
    }

    @Test
    void anIndexThatCannotBeReadIsMadeAnew() throws IOException {
        Path damaged = directory.resolve("damaged.db");
        Files.writeString(damaged, "this is no database");
        Path newer = directory.resolve("newer.db");
        try (Link link = new Database(newer).openWriter(new StoreFiles(newer).prepare(), new Migrations())) {
            // A store is no index: its schema is of another number.
            link.script("PRAGMA user_version = 99");
        }

        for (Path file : List.of(damaged, newer)) {
            try (SearchIndex index = new SqliteSearchIndex(file)) {
                assertThat(index.positions()).isEmpty();
                say(index, "c:1", "flaky");
                assertThat(found(index, "flaky")).hasSize(1);
            }
        }
    }

    @Test
    void nobodyElseMayReadTheFile() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsVeryLongIsFoundByItsBeginning() {
        try (SearchIndex index = new SqliteSearchIndex(directory.resolve("long.db"))) {
            say(index, "c:1", "begin " + "word ".repeat(40_000) + "end");

            assertThat(found(index, "begin")).hasSize(1);
            assertThat(found(index, "end")).isEmpty();
            assertThat(found(index, "begin").getFirst().snippet())
                    .allSatisfy(piece -> assertThat(piece.text().length()).isLessThan(500));
        }
    }

    /** What was said may look like what marks a hit. */
    @Test
    void nothingThatWasSaidCanMarkAHit() {
        try (SearchIndex index = new SqliteSearchIndex(directory.resolve("marks.db"))) {
            say(index, "c:1", "a \u0001fake\u0002 \u001b[31m flaky\u0007 b");

            List<SearchHit.Piece> pieces = found(index, "flaky").getFirst().snippet();

            assertThat(pieces)
                    .filteredOn(SearchHit.Piece::found)
                    .extracting(SearchHit.Piece::text)
                    .containsExactly("flaky");
            assertThat(pieces)
                    .allSatisfy(piece -> assertThat(piece.text().chars())
                            .noneMatch(each -> Character.isISOControl(each) && each != '\n'));
        }
    }
}
