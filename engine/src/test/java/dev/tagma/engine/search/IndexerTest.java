package dev.tagma.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.fake.MemorySearchIndex;
import dev.tagma.testkit.fake.MemoryStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is marked as looked at was looked at. */
class IndexerTest {

    private final MemoryStore store = new MemoryStore(name -> {});
    private final MemorySearchIndex index = new MemorySearchIndex();
    private final CountDownLatch reading = new CountDownLatch(1);

    /** Reads until somebody wants it to end. */
    private TranscriptPage slow(Session session, TranscriptQuery query) {
        reading.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
        return new TranscriptPage(List.of(), false);
    }

    @Test
    void aDaemonThatEndsWhileItReadsLeavesTheRestToTheNextOne() throws Exception {
        for (int number = 1; number <= 3; number++) {
            Session session = StoreSamples.session(number);
            store.write(writes -> {
                writes.put(session);
                writes.append(
                        session.tenant(), Optional.of(session.id()), StoreSamples.T0, StoreSamples.event("created"));
                return true;
            });
        }
        Indexer indexer = new Indexer(store, index, Optional.empty(), this::slow);
        indexer.open();
        reading.await();

        indexer.close();

        assertThat(index.reached(StoreSamples.TENANT)).isEmpty();
    }
}
