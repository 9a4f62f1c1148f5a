package dev.tagma.engine.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.event.Event;
import dev.tagma.core.event.EventData;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.usage.Budget;
import dev.tagma.core.usage.Budget.Scope;
import dev.tagma.core.usage.Price;
import dev.tagma.core.usage.PriceTable;
import dev.tagma.core.usage.Tokens;
import dev.tagma.core.usage.UsageEntry;
import dev.tagma.spi.agent.Observation;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.drive.ModelClock;
import dev.tagma.testkit.fake.MemoryStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What agents use is counted once, and budgets tell and stop when they should. */
class LedgerTest {

    private static final AgentSessionId CONVERSATION = new AgentSessionId("conversation");

    private final ModelClock clock = new ModelClock();
    private final MemoryStore store = new MemoryStore(name -> {});
    private final Session session = inGroup(StoreSamples.session(1), "team/api");
    private final Session other = inGroup(StoreSamples.session(2), "team");
    private final Session stranger = inGroup(StoreSamples.session(3), "teams");

    private Session inGroup(Session one, String group) {
        Session placed = one.described(one.handle(), "", new GroupPath(group), Set.of());
        store.write(writes -> {
            writes.put(placed);
            return true;
        });
        return placed;
    }

    private Ledger ledger(Budget... budgets) {
        Price price = new Price(
                "model",
                Optional.empty(),
                new BigDecimal("1"),
                new BigDecimal("10"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Ledger(
                store,
                clock,
                new Spending(new PriceTable("test", List.of(price)), List.of(budgets), "raise it in config.yaml"));
    }

    private static Budget dollars(Scope scope, String most) {
        return new Budget(scope, Optional.of(new BigDecimal(most)), Optional.empty(), Budget.WARN_AT);
    }

    /** An answer that costs so many dollars. */
    private Observation.Used used(String key, int dollars) {
        return new Observation.Used(
                key, "model", Optional.of("turn"), new Tokens(0, dollars * 100_000L, 0, 0, 0, 0), clock.instant());
    }

    private List<String> told() {
        return store.read(reads -> reads.events(StoreSamples.TENANT, Optional.empty(), 0, 99)).stream()
                .map(Event::data)
                .map(data -> switch (data) {
                    case EventData.BudgetWarned warned -> "warned " + warned.budget() + ": " + warned.words();
                    case EventData.BudgetReached reached -> "reached " + reached.budget() + ": " + reached.words();
                    default -> data.type();
                })
                .toList();
    }

    private List<UsageEntry> entries(Session of) {
        return store.read(reads -> reads.usageEntries(of.tenant(), of.id()));
    }

    @Test
    void whatIsToldAgainAfterARestartAddsNothing() {
        List<Observation.Used> told = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            told.add(used("message " + i, 1));
        }
        told.forEach(one -> ledger().record(session, one));
        List<UsageEntry> before = entries(session);

        Ledger afterwards = ledger(dollars(new Scope.OfSession(), "10"));
        Collections.shuffle(told, new Random(1));
        told.forEach(one -> afterwards.record(session, one));

        assertThat(entries(session)).isEqualTo(before).hasSize(10);
        assertThat(told())
                .as("what was used before the budget was set is no news")
                .isEmpty();
    }

    /** A session like the first one that was created at this moment. */
    private Session another(Optional<SessionId> forkedFrom, Session.Heritage heritage) {
        Session made = new Session(
                session.tenant(),
                StoreSamples.sessionId(9),
                Optional.empty(),
                new Handle("another"),
                "",
                session.group(),
                Set.of(),
                session.launch(),
                session.wanted(),
                session.workspace(),
                session.lifecycle(),
                session.lifecycleSince(),
                "",
                session.agentSessionId(),
                Optional.empty(),
                Optional.empty(),
                forkedFrom,
                clock.instant(),
                Optional.empty(),
                heritage);
        store.write(writes -> {
            writes.put(made);
            return true;
        });
        return made;
    }

    private Session fork() {
        return another(Optional.of(session.id()), Session.Heritage.NONE);
    }

    private Session heir() {
        return another(
                Optional.empty(),
                new Session.Heritage(Optional.of(CONVERSATION), Optional.of(session.id()), Optional.empty()));
    }

    @Test
    void aForkDoesNotPayForWhatItsOriginalSaid() {
        Observation.Used copied = used("said before", 1);
        clock.pass(Duration.ofSeconds(1));
        Session fork = fork();

        ledger().record(fork, copied);
        ledger().record(fork, used("said by the fork", 1));

        assertThat(entries(fork)).extracting(UsageEntry::key).containsExactly("said by the fork");
    }

    @Test
    void aForkDoesNotPayForWhatItsOriginalSaidUntilTheCopyWasMade() {
        Session fork = fork();
        clock.pass(Duration.ofSeconds(1));
        Observation.Used first = used("meanwhile", 1);
        ledger().record(session, first);
        clock.pass(Duration.ofSeconds(1));
        Observation.Used second = used("meanwhile", 2);
        ledger().record(session, second);

        Ledger own = ledger();
        own.record(fork, first);
        own.record(fork, second);
        own.record(fork, used("said by the fork", 1));

        assertThat(entries(fork)).extracting(UsageEntry::key).containsExactly("said by the fork");
    }

    @Test
    void whoGoesOnWithAConversationDoesNotPayForWhatIsInIt() {
        Observation.Used before = used("said before", 1);
        clock.pass(Duration.ofSeconds(1));
        Session heir = heir();
        Session resumed = another(Optional.empty(), Session.Heritage.resumed(CONVERSATION));

        for (Session one : List.of(heir, resumed)) {
            ledger().record(one, before);
            ledger().record(one, used("said since", 1));

            assertThat(entries(one)).extracting(UsageEntry::key).containsExactly("said since");
        }
    }

    @Test
    void aWorkThatIsHandedOverIsOneSessionsWork() {
        Ledger ledger = ledger(dollars(new Scope.OfSession(), "5"));
        ledger.record(session, used("before", 3));
        clock.pass(Duration.ofSeconds(1));
        Session heir = heir();
        assertThat(ledger.spent(heir)).isEmpty();

        ledger.record(heir, used("since", 2));

        assertThat(ledger.spent(heir)).isPresent();
        assertThat(told()).containsExactly("reached session: $5.00 of $5");
    }

    @Test
    void anAbsurdFigureIsNotCountedAndStopsNobody() {
        Ledger ledger = ledger(dollars(new Scope.OfDay(), "5"));
        for (String key : List.of("one", "two")) {
            ledger.record(
                    session,
                    new Observation.Used(
                            key,
                            "model",
                            Optional.empty(),
                            new Tokens(9_000_000_000_000_000_000L, 0, 0, 0, 0, 0),
                            clock.instant()));
        }
        ledger.record(session, used("three", 1));

        assertThat(entries(session)).extracting(UsageEntry::key).containsExactly("three");
        assertThat(ledger.spent(session)).isEmpty();
    }

    @Test
    void aBudgetWarnsOnceAndIsReachedOnce() {
        Ledger ledger = ledger(dollars(new Scope.OfSession(), "5"));
        for (int i = 0; i < 7; i++) {
            assertThat(ledger.spent(session).isPresent()).isEqualTo(i >= 5);
            ledger.record(session, used("message " + i, 1));
        }

        assertThat(told()).containsExactly("warned session: $4.00 of $5", "reached session: $5.00 of $5");
        assertThat(ledger.spent(other)).isEmpty();
        assertThat(ledger.spent(session)).hasValueSatisfying(spent -> {
            assertThat(spent.reason())
                    .isEqualTo("the budget of the session is used up: $7.00 of $5; raise it in config.yaml");
            assertThat(spent.over()).isEmpty();
        });
        assertThat(ledger(dollars(new Scope.OfSession(), "8")).spent(session))
                .as("a raised budget")
                .isEmpty();
    }

    @Test
    void oneLargeAnswerGoesPastTheWarning() {
        ledger(dollars(new Scope.OfTenant(), "5")).record(session, used("large", 9));

        assertThat(told()).containsExactly("reached tenant: $9.00 of $5");
    }

    @Test
    void aGroupsBudgetIsForThoseBelowItToo() {
        Ledger ledger = ledger(dollars(new Scope.OfGroup(new GroupPath("team")), "2"));
        ledger.record(session, used("one", 1));
        ledger.record(stranger, used("one", 9));
        assertThat(ledger.spent(session)).isEmpty();

        ledger.record(other, used("one", 1));

        assertThat(ledger.spent(session)).isPresent();
        assertThat(ledger.spent(other)).isPresent();
        assertThat(ledger.spent(stranger)).isEmpty();
    }

    @Test
    void aDaysBudgetIsThereAgainTheNextDay() {
        Ledger ledger = ledger(dollars(new Scope.OfDay(), "2"));
        ledger.record(other, used("one", 2));
        Instant midnight = clock.instant()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();

        Spent spent = ledger.spent(session).orElseThrow();

        assertThat(spent.reason()).contains("the budget of the day is used up", "00:00 UTC");
        assertThat(clock.instant().plus(spent.over().orElseThrow())).isAfterOrEqualTo(midnight);
        clock.pass(Duration.between(clock.instant(), midnight));
        assertThat(ledger.spent(session)).isEmpty();
    }

    @Test
    void tokensAreLimitedWhereNoPriceIsKnown() {
        Ledger ledger = ledger(new Budget(new Scope.OfSession(), Optional.of(BigDecimal.ONE), Optional.of(1000L), 80));
        ledger.record(
                session,
                new Observation.Used("one", "new", Optional.empty(), new Tokens(900, 0, 0, 0, 0, 0), clock.instant()));
        assertThat(ledger.spent(session)).isEmpty();

        ledger.record(
                session,
                new Observation.Used("two", "new", Optional.empty(), new Tokens(100, 0, 0, 0, 0, 0), clock.instant()));

        assertThat(ledger.spent(session))
                .hasValueSatisfying(spent -> assertThat(spent.reason())
                        .contains("1000 of 1000 tokens", "1000 tokens of new with no known price"));
    }
}
