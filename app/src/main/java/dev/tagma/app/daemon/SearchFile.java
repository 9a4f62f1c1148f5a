package dev.tagma.app.daemon;

import dev.tagma.core.session.TenantId;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.search.Origin;
import dev.tagma.spi.search.SearchHit;
import dev.tagma.spi.search.SearchIndex;
import dev.tagma.spi.search.SearchQuery;
import dev.tagma.spi.store.StoreException;
import dev.tagma.store.sqlite.SqliteSearchIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The search index of a daemon. Where there can be none the daemon does all the rest, and a search is told why. */
final class SearchFile {

    private static final System.Logger LOG = System.getLogger(SearchFile.class.getName());

    private SearchFile() {}

    static SearchIndex open(Path file) {
        try {
            return new SqliteSearchIndex(file);
        } catch (StoreException failed) {
            LOG.log(System.Logger.Level.WARNING, "Nothing can be searched", failed);
            return new None("Nothing can be searched: " + failed.getMessage());
        }
    }

    /** No index. */
    private record None(String reason) implements SearchIndex {

        private StoreException failure() {
            return new StoreException(reason);
        }

        @Override
        public Optional<String> position(Origin origin) {
            throw failure();
        }

        @Override
        public void add(Origin origin, List<TranscriptPage.Entry> entries, String position) {
            throw failure();
        }

        @Override
        public boolean held(Origin.Foreign conversation) {
            return false;
        }

        @Override
        public Map<Origin, String> positions() {
            return Map.of();
        }

        @Override
        public void forget(Origin origin) {
            throw failure();
        }

        @Override
        public void forget(Origin.Own origin, String conversation) {
            throw failure();
        }

        @Override
        public Optional<Long> reached(TenantId tenant) {
            return Optional.empty();
        }

        @Override
        public void reached(TenantId tenant, long sequence) {
            throw failure();
        }

        @Override
        public List<SearchHit> search(SearchQuery query) {
            throw failure();
        }

        @Override
        public void close() {
            // There is none.
        }
    }
}
