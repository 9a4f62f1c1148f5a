package dev.tagma.store.sqlite;

import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Store;
import dev.tagma.testkit.contract.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreTest extends StoreContract {

    @TempDir
    private Path directory;

    @Override
    protected Store open() {
        return new SqliteStore(directory.resolve("tagma.db"), SqliteStore.Options.DEFAULT, Checkpoint.INERT);
    }
}
