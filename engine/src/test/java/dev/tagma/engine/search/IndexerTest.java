package dev.tagma.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.session.Session;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.fake.MemorySearchIndex;
import dev.tagma.testkit.fake.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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

    private Session stored(int number) {
        Session session = StoreSamples.session(number);
        store.write(writes -> {
            writes.put(session);
            writes.append(session.tenant(), Optional.of(session.id()), StoreSamples.T0, StoreSamples.event("created"));
            return true;
        });
        return session;
    }

    @Test
    void whatCannotBeReadNowIsReadWithTheNextSearchAndUntilThenTheAnswerIsIncomplete() {
        stored(1);
        AtomicReference<Optional<RuntimeException>> failure = new AtomicReference<>(
                Optional.of(new UncheckedIOException(new IOException("its program does not answer"))));
        AtomicInteger read = new AtomicInteger();
        Duration enough = Duration.ofSeconds(30);
        try (Indexer indexer = new Indexer(store, index, Optional.empty(), (session, query) -> {
            failure.get().ifPresent(thrown -> {
                throw thrown;
            });
            read.incrementAndGet();
            return new TranscriptPage(List.of(), false);
        })) {
            indexer.open();

            assertThat(indexer.catchUp(false, enough)).isFalse();
            failure.set(Optional.of(new TerminalException("its server does not answer", false)));
            assertThat(indexer.catchUp(false, enough)).isFalse();
            assertThat(index.reached(StoreSamples.TENANT)).isEmpty();

            failure.set(Optional.empty());
            assertThat(indexer.catchUp(false, enough)).isTrue();
            assertThat(read).hasPositiveValue();
            assertThat(index.reached(StoreSamples.TENANT)).isPresent();
        }
    }

    @Test
    void aSessionWhoseAgentIsNotKnownAnyMoreKeepsNoAnswerIncomplete() {
        stored(1);
        try (Indexer indexer = new Indexer(store, index, Optional.empty(), (session, query) -> {
            throw new Problem(ProblemCode.UNAVAILABLE, "Its agent is not known here");
        })) {
            indexer.open();

            assertThat(indexer.catchUp(false, Duration.ofSeconds(30))).isTrue();
        }
    }
}
