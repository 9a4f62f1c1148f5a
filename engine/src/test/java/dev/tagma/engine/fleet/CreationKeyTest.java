package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Description;
import dev.tagma.engine.SessionView;
import dev.tagma.testkit.fake.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One key is one session, however often and from however many sides it is asked for. */
final class CreationKeyTest {

    private static final Caller ANNA = new Caller(TenantId.DEFAULT, "test", Optional.empty());

    private final MemoryStore store = new MemoryStore();
    private final LocalFleet fleet = Undriven.fleet(store, Projects.SILENT);

    @AfterEach
    void end() {
        fleet.close();
        store.close();
    }

    @Test
    void aRepeatedCallIsTheSameSessionThoughItNamesItsHandle() {
        SessionView first = create(Optional.of("k"), Optional.of("otter"));
        SessionView again = create(Optional.of("k"), Optional.of("otter"));

        assertThat(again.session().id()).isEqualTo(first.session().id());
        assertThat(fleet.list(TenantId.DEFAULT)).hasSize(1);
    }

    @Test
    void manyCallsAtOnceAreOneSession() throws Exception {
        List<SessionId> made = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<SessionView>> calls = IntStream.range(0, 32)
                    .mapToObj(i -> threads.submit(() -> create(Optional.of("k"), Optional.empty())))
                    .toList();
            for (Future<SessionView> call : calls) {
                made.add(call.get().session().id());
            }
        }

        assertThat(made).hasSize(32).containsOnly(made.getFirst());
        assertThat(fleet.list(TenantId.DEFAULT)).hasSize(1);
        assertThat(store.<Integer>read(reads ->
                        reads.events(TenantId.DEFAULT, Optional.empty(), 0, 100).size()))
                .isEqualTo(1);
    }

    @Test
    void theKeyIsNoTagAndStaysWhateverTheTagsBecome() {
        SessionView first = create(Optional.of("k"), Optional.empty());
        assertThat(first.session().tags()).containsExactly("mine");

        fleet.describe(
                ANNA,
                first.session().id(),
                new Description(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Set.of("key:other"))));

        assertThat(create(Optional.of("k"), Optional.empty()).session().tags()).containsExactly("key:other");
        assertThat(create(Optional.of("other"), Optional.empty()).session().id())
                .isNotEqualTo(first.session().id());
    }

    private SessionView create(Optional<String> key, Optional<String> handle) {
        return fleet.create(
                ANNA, new Wanted().key(key).handle(handle).tags("mine").session());
    }
}
