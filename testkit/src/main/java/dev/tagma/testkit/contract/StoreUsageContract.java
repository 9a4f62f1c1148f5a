package dev.tagma.testkit.contract;

import static dev.tagma.testkit.contract.StoreSamples.OTHER_TENANT;
import static dev.tagma.testkit.contract.StoreSamples.T0;
import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.session;
import static dev.tagma.testkit.contract.StoreSamples.sessionId;
import static dev.tagma.testkit.contract.StoreSamples.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.usage.ModelUse;
import dev.tagma.core.usage.Tokens;
import dev.tagma.core.usage.UsageEntry;
import dev.tagma.core.usage.UsageSum;
import dev.tagma.spi.store.Reads.UsageQuery;
import dev.tagma.spi.store.Retention;
import dev.tagma.spi.store.Store;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every message counts once, and the sums are those of the messages. */
interface StoreUsageContract {

    Store store();

    private boolean record(UsageEntry entry) {
        return store().write(writes -> writes.record(entry));
    }

    private List<UsageSum> sums(UsageQuery query) {
        return store().read(reads -> reads.usage(TENANT, query));
    }

    private static LocalDate day(UsageEntry entry) {
        return UsageSum.day(entry.at());
    }

    @Test
    default void aMessageThatIsToldAgainIsNoNews() {
        UsageEntry entry = usage(1, "one", 10);

        assertThat(record(entry)).isTrue();
        assertThat(record(entry)).isFalse();
        assertThat(record(usage(1, "one", 3))).isFalse();

        assertThat(store().<Optional<UsageEntry>>read(reads -> reads.usageEntry(TENANT, sessionId(1), "one")))
                .contains(entry);
        assertThat(sums(UsageQuery.ALL))
                .containsExactly(new UsageSum(sessionId(1), day(entry), "model", 1, entry.tokens()));
    }

    @Test
    default void largerFiguresTakeThePlaceOfWhatWasTold() {
        record(usage(1, "one", 10));
        UsageEntry larger = new UsageEntry(
                TENANT,
                sessionId(1),
                "one",
                "another name of it",
                Optional.of("another turn"),
                T0.plus(Duration.ofDays(3)),
                new Tokens(90, 900, 3000, 40, 5, 6));

        assertThat(record(larger)).isTrue();

        UsageEntry kept = usage(1, "one", 10).joined(larger);
        assertThat(store().<List<UsageEntry>>read(reads -> reads.usageEntries(TENANT, sessionId(1))))
                .containsExactly(kept);
        assertThat(kept.model()).isEqualTo("model");
        assertThat(sums(UsageQuery.ALL))
                .containsExactly(new UsageSum(sessionId(1), day(kept), "model", 1, larger.tokens()));
    }

    @Test
    default void aWorkThatThrowsLeavesNoUse() {
        assertThatThrownBy(() -> store().write(writes -> {
                    writes.record(usage(1, "one", 10));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(sums(UsageQuery.ALL)).isEmpty();
    }

    @Test
    default void useIsFoundBySessionGroupAndDay() {
        store().write(writes -> {
            writes.put(session(1).described(session(1).handle(), "", new GroupPath("a"), Set.of()));
            writes.put(session(2).described(session(2).handle(), "", new GroupPath("a/b"), Set.of()));
            writes.put(session(3).described(session(3).handle(), "", new GroupPath("ab"), Set.of()));
            return true;
        });
        for (int number = 1; number <= 3; number++) {
            record(usage(number, "one", number));
        }
        record(new UsageEntry(
                OTHER_TENANT, sessionId(1), "one", "model", Optional.empty(), T0, new Tokens(9, 9, 9, 9, 9, 9)));
        LocalDate first = day(usage(1, "one", 1));

        assertThat(sums(UsageQuery.of(sessionId(2))))
                .extracting(UsageSum::session)
                .containsExactly(sessionId(2));
        assertThat(sums(UsageQuery.of(new GroupPath("a"))))
                .extracting(UsageSum::session)
                .containsExactlyInAnyOrder(sessionId(1), sessionId(2));
        assertThat(sums(UsageQuery.of(GroupPath.ROOT))).hasSize(3);
        assertThat(sums(new UsageQuery(
                        Optional.of(sessionId(3)),
                        Optional.of(new GroupPath("a")),
                        Optional.empty(),
                        Optional.empty())))
                .isEmpty();
        assertThat(sums(UsageQuery.on(first))).hasSize(3);
        assertThat(sums(UsageQuery.on(first.plusDays(1)))).isEmpty();
        assertThat(sums(new UsageQuery(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(first.minusDays(1)))))
                .isEmpty();
    }

    @Test
    default void usesOfOneModelAndDayAreAddedUpWhoeverTheyAreOf() {
        store().write(writes -> {
            for (int number = 1; number <= 3; number++) {
                writes.put(session(number)
                        .described(session(number).handle(), "", new GroupPath(number < 3 ? "a/b" : "ab"), Set.of()));
                writes.record(usage(number, "one", number));
                writes.record(usage(number, "two", number));
            }
            return true;
        });

        for (UsageQuery query : List.of(
                UsageQuery.ALL,
                UsageQuery.of(sessionId(2)),
                UsageQuery.of(new GroupPath("a")),
                UsageQuery.of(GroupPath.ROOT),
                UsageQuery.on(day(usage(1, "one", 1))))) {
            List<UsageSum> sums = sums(query);
            ModelUse added =
                    sums.stream().map(UsageSum::use).reduce(ModelUse::plus).orElseThrow();
            assertThat(store().<List<ModelUse>>read(reads -> reads.usageByModel(TENANT, query)))
                    .as("%s", query)
                    .containsExactly(added);
        }
    }

    @Test
    default void theUseOfASessionIsForgottenWithIt() {
        store().write(writes -> {
            writes.put(session(1));
            return writes.record(usage(1, "one", 10));
        });
        store().write(writes -> {
            writes.put(session(1).removedAt(T0));
            return true;
        });
        assertThat(sums(UsageQuery.ALL)).hasSize(1);

        int gone;
        do {
            gone = store().<Integer>write(writes ->
                    writes.pruneRemoved(new Retention(Duration.ofDays(1), 1, 1), T0.plus(Duration.ofDays(2))));
        } while (gone > 0);

        assertThat(sums(UsageQuery.ALL)).isEmpty();
        assertThat(store().<List<UsageEntry>>read(reads -> reads.usageEntries(TENANT, sessionId(1))))
                .isEmpty();
    }

    /** Whatever is told of each, in whatever order and however often. */
    @Test
    default void sumsAreThoseOfTheMessagesHoweverTheyAreTold() {
        Random random = new Random(7);
        List<UsageEntry> told = new ArrayList<>();
        for (int message = 0; message < 20; message++) {
            String key = "message " + message;
            int session = 1 + random.nextInt(3);
            for (int time = 0; time < 4; time++) {
                told.add(new UsageEntry(
                        TENANT,
                        sessionId(session),
                        key,
                        "model " + message % 2,
                        Optional.empty(),
                        T0.plus(Duration.ofDays(message % 3)),
                        new Tokens(
                                random.nextInt(9),
                                random.nextInt(9),
                                random.nextInt(9),
                                random.nextInt(9),
                                random.nextInt(9),
                                random.nextInt(9))));
            }
        }
        List<UsageEntry> twice = new ArrayList<>(told);
        twice.addAll(told);
        Collections.shuffle(twice, random);
        twice.forEach(this::record);

        record Kind(SessionId session, LocalDate day, String model) {}

        Map<String, UsageEntry> largest = new HashMap<>();
        told.forEach(entry -> largest.merge(entry.key(), entry, UsageEntry::joined));
        Map<Kind, Tokens> expected = new HashMap<>();
        largest.values()
                .forEach(entry -> expected.merge(
                        new Kind(entry.session(), day(entry), entry.model()), entry.tokens(), Tokens::plus));
        Map<Kind, Tokens> found = new HashMap<>();
        sums(UsageQuery.ALL).forEach(sum -> found.put(new Kind(sum.session(), sum.day(), sum.model()), sum.tokens()));
        assertThat(found).isEqualTo(expected);
        assertThat(sums(UsageQuery.ALL).stream().mapToLong(UsageSum::messages).sum())
                .isEqualTo(20);
    }
}
