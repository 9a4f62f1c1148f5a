package dev.tagma.store.sqlite;

import static dev.tagma.testkit.contract.StoreSamples.OTHER_TENANT;
import static dev.tagma.testkit.contract.StoreSamples.T0;
import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.event;
import static dev.tagma.testkit.contract.StoreSamples.fact;
import static dev.tagma.testkit.contract.StoreSamples.message;
import static dev.tagma.testkit.contract.StoreSamples.messageId;
import static dev.tagma.testkit.contract.StoreSamples.request;
import static dev.tagma.testkit.contract.StoreSamples.requestId;
import static dev.tagma.testkit.contract.StoreSamples.session;
import static dev.tagma.testkit.contract.StoreSamples.sessionId;
import static dev.tagma.testkit.contract.StoreSamples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.message.MessageState;
import dev.tagma.core.request.Answer;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Reads;
import dev.tagma.spi.store.Retention;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.Writes;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.fake.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is done in whatever works, some of which fail, in whatever groups: SQLite and plain maps cannot be told apart. */
final class StoreModelTest {

    /** Few of each, so that steps meet: replace, collide, undo. */
    private static final int DIFFERENT = 3;

    /** One change; it may be refused. */
    record Step(String name, Change change) {
        @Override
        public String toString() {
            return name;
        }
    }

    interface Change {
        Object apply(Writes writes);
    }

    /**
     * What one caller does.
     *
     * @param swallows whether it goes on after a refused step
     * @param fails whether it throws at its end
     */
    record Work(List<Step> steps, boolean swallows, boolean fails) {

        List<Object> run(Writes writes) {
            List<Object> results = new ArrayList<>();
            for (Step step : steps) {
                try {
                    results.add(step.change().apply(writes));
                } catch (Writes.HandleTaken | Writes.KeyTaken | IllegalStateException refused) {
                    if (!swallows) {
                        throw refused;
                    }
                    results.add(refused.getMessage());
                }
            }
            if (fails) {
                throw new IllegalArgumentException("fails at its end");
            }
            return results;
        }
    }

    @Property(tries = 80)
    void sqliteDoesAsPlainMapsDo(@ForAll("groups") List<List<Work>> groups) throws IOException {
        Path directory = Files.createTempDirectory("tagma-model");
        try (MemoryStore model = new MemoryStore();
                SqliteStore store =
                        new SqliteStore(directory.resolve("tagma.db"), SqliteStore.Options.DEFAULT, Checkpoint.INERT)) {
            for (List<Work> group : groups) {
                List<Object> outcomes = Group.run(
                        store,
                        group.stream()
                                .<Function<Store, Object>>map(work -> to -> outcome(to, work))
                                .toList());
                assertThat(outcomes)
                        .isEqualTo(
                                group.stream().map(work -> outcome(model, work)).toList());
                Map<String, Object> expected = model.read(StoreModelTest::everything);
                Map<String, Object> found = store.read(StoreModelTest::everything);
                for (String query : expected.keySet()) {
                    assertThat(found.get(query)).as(query).isEqualTo(expected.get(query));
                }
            }
        } finally {
            delete(directory);
        }
    }

    private static Object outcome(Store store, Work work) {
        try {
            return store.<List<Object>>write(work::run);
        } catch (RuntimeException e) {
            return e.getClass() + ": " + e.getMessage();
        }
    }

    private static Map<String, Object> everything(Reads reads) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("allSessions", reads.allSessions());
        for (TenantId tenant : List.of(TENANT, OTHER_TENANT)) {
            all.put(name("sessions", tenant), reads.sessions(tenant));
            all.put(name("openRequests", tenant), reads.openRequests(tenant, Optional.empty()));
            all.put(name("events", tenant), reads.events(tenant, Optional.empty(), 0, 1_000));
            all.put(name("events/2", tenant), reads.events(tenant, Optional.empty(), 2, 3));
            all.put(name("eventRange", tenant), reads.eventRange(tenant));
            for (int number = 0; number < DIFFERENT; number++) {
                SessionId session = sessionId(number);
                all.put(name("session", tenant, number), reads.session(tenant, session));
                all.put(name("message", tenant, number), reads.message(tenant, messageId(number)));
                all.put(name("request", tenant, number), reads.request(tenant, requestId(number)));
                all.put(name("inbox", tenant, number), reads.inbox(tenant, session));
                all.put(name("inboxSize", tenant, number), reads.inboxSize(tenant, session));
                all.put(name("messages", tenant, number), reads.messages(tenant, session, 0, 1_000));
                all.put(name("messages/2", tenant, number), reads.messages(tenant, session, 1, 1));
                all.put(name("openRequests", tenant, number), reads.openRequests(tenant, Optional.of(session)));
                all.put(name("requests", tenant, number), reads.requests(tenant, session, 2));
                all.put(name("turn", tenant, number), reads.turn(tenant, session, number));
                all.put(name("turns", tenant, number), reads.turns(tenant, session, 0, 2));
                all.put(name("lastTurn", tenant, number), reads.lastTurn(tenant, session));
                all.put(name("events", tenant, number), reads.events(tenant, Optional.of(session), 1, 1_000));
                all.put(name("factHistory", tenant, number), reads.factHistory(tenant, session, 1_000));
                all.put(name("messageByKey", tenant, number), reads.messageByKey(tenant, session, "key-" + number));
                all.put(name("requestByKey", tenant, number), reads.requestByKey(tenant, session, "key-" + number));
            }
        }
        return all;
    }

    private static String name(String query, Object... of) {
        return query + List.of(of);
    }

    @Provide
    Arbitrary<List<List<Work>>> groups() {
        return Combinators.combine(
                        steps().list().ofMaxSize(6),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false, false, false))
                .as(Work::new)
                .list()
                .ofMaxSize(5)
                .list()
                .ofMaxSize(5);
    }

    private static Arbitrary<Step> steps() {
        return Combinators.combine(
                        Arbitraries.of(TENANT, TENANT, OTHER_TENANT),
                        Arbitraries.integers().between(0, DIFFERENT - 1),
                        Arbitraries.integers().between(0, DIFFERENT - 1),
                        Arbitraries.integers().between(0, 13))
                .as(StoreModelTest::step);
    }

    private static Step step(TenantId tenant, int one, int other, int kind) {
        SessionId of = sessionId(one);
        String about = "(" + tenant + ", " + one + ", " + other + ")";
        return switch (kind) {
            case 0 -> step("session" + about, writes -> writes.put(session(tenant, one, "otter-" + other)));
            case 1 ->
                step(
                        "removed" + about,
                        writes -> writes.put(
                                session(tenant, one, "otter-" + other).removedAt(T0.plusSeconds(other))));
            case 2 ->
                step(
                        "message" + about,
                        writes -> writes.put(
                                message(tenant, other, of, writes.nextMessageSequence(tenant, of), Optional.empty())));
            case 3 ->
                step(
                        "keyed message" + about,
                        writes -> writes.put(message(tenant, other, of, 1L + other, Optional.of("key-" + one))));
            case 4 ->
                step(
                        "cancelled message" + about,
                        writes -> writes.put(message(tenant, other, of, 1L + one, Optional.empty())
                                .reached(MessageState.CANCELLED, T0)));
            case 5 ->
                step("request" + about, writes -> writes.put(request(tenant, other, of, "key-" + (one + other) % 2)));
            case 6 ->
                step(
                        "closed request" + about,
                        writes -> writes.put(request(tenant, other, of, "key-" + other)
                                .closedBy(StoreSamples.closing(new Answer.Allow(Answer.Scope.ONCE)))));
            case 7 -> step("turn" + about, writes -> writes.put(turn(tenant, of, other)));
            case 8 ->
                new Step(
                        "event" + about,
                        writes ->
                                writes.append(tenant, Optional.of(of), T0.plusSeconds(other), event("event " + other)));
            case 9 ->
                new Step(
                        "event of none" + about,
                        writes -> writes.append(tenant, Optional.empty(), T0.plusSeconds(one), event("event")));
            case 10 -> step("fact" + about, writes -> writes.record(tenant, of, fact(other)));
            case 11 -> new Step("events pruned" + about, writes -> writes.pruneEvents(retention(one), now(other)));
            case 12 -> new Step("facts pruned" + about, writes -> writes.pruneFacts(retention(one), now(other)));
            default -> new Step("removed pruned" + about, writes -> writes.pruneRemoved(retention(one), now(other)));
        };
    }

    private static Step step(String name, Consumer<Writes> change) {
        return new Step(name, writes -> {
            change.accept(writes);
            return "done";
        });
    }

    private static Retention retention(int rows) {
        return new Retention(Duration.ofSeconds(30), 1 + rows, 1_000_000);
    }

    private static Instant now(int soon) {
        return T0.plusSeconds(30L + soon);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
