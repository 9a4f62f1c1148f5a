package dev.tagma.testkit.fake;

import dev.tagma.spi.store.Store;
import dev.tagma.testkit.contract.StoreContract;

final class MemoryStoreTest extends StoreContract {

    @Override
    protected Store open() {
        return new MemoryStore();
    }
}
