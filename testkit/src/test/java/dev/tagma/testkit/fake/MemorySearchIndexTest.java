package dev.tagma.testkit.fake;

import dev.tagma.spi.search.SearchIndex;
import dev.tagma.testkit.contract.SearchIndexContract;

final class MemorySearchIndexTest extends SearchIndexContract {

    @Override
    protected SearchIndex open() {
        return new MemorySearchIndex();
    }
}
