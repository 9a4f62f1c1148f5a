package dev.tagma.store.sqlite;

import dev.tagma.spi.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens the file of the search index. One that cannot be used is made anew: it holds nothing that is not elsewhere. */
final class SearchFile {

    private static final System.Logger LOG = System.getLogger(SearchFile.class.getName());

    private final Path file;
    private final Database database;

    SearchFile(Path file) {
        this.file = file;
        this.database = new Database(file);
    }

    Link openWriter() {
        try {
            return opened();
        } catch (StoreException unusable) {
            LOG.log(System.Logger.Level.WARNING, "The search index is made anew: " + unusable.getMessage());
            delete();
            return opened();
        }
    }

    Link openReader() {
        return database.openReader();
    }

    private Link opened() {
        boolean fresh = new StoreFiles(file).prepare();
        return database.openWriter(fresh, new Migrations(List.of(Migrations.resource("search-1.sql"))));
    }

    private void delete() {
        for (String end : List.of("", "-wal", "-shm")) {
            try {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
            } catch (IOException failed) {
                throw new StoreException("Cannot delete " + file + end + ": " + failed + ". Delete it", failed);
            }
        }
    }
}
