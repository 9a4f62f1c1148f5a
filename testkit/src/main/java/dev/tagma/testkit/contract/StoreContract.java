package dev.tagma.testkit.contract;

import dev.tagma.spi.store.Store;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every {@link Store} must do but durability, which only some have. Extend it and give it a store; each concern is
 * an interface of its own.
 */
public abstract class StoreContract
        implements StoredRecordsContract,
                StoreWorksContract,
                StoreEventsContract,
                StoreSubscriptionsContract,
                StoreRetentionContract,
                StoreUsageContract {

    private @Nullable Store store;

    /** Makes a new, empty store; the suite closes it. */
    protected abstract Store open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store().close();
    }

    @Override
    public final Store store() {
        if (store == null) {
            throw new IllegalStateException("No test runs");
        }
        return store;
    }
}
