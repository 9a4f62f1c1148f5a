package dev.tagma.engine.usage;

import dev.tagma.core.event.EventData;
import dev.tagma.core.session.Session;
import dev.tagma.core.usage.Budget;
import dev.tagma.core.usage.Budget.Level;
import dev.tagma.core.usage.Usage;
import dev.tagma.core.usage.UsageEntry;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.Writes;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records what a session's agent uses: each message once, however often it is told. Whoever wants to know is told when a
 * budget has come so far, in the transaction that brought it there, and so once.
 */
public final class Ledger {

    private final Store store;
    private final Clock clock;
    private final Budgets budgets;

    public Ledger(Store store, Clock clock, Spending spending) {
        this.store = store;
        this.clock = clock;
        this.budgets = new Budgets(clock, spending);
    }

    public void record(Session session, Observation.Used used) {
        UsageEntry entry = new UsageEntry(
                session.tenant(), session.id(), used.key(), used.model(), used.turn(), used.at(), used.tokens());
        if (!session.inherited(used.at()) && news(entry)) {
            List<Budget> concerned = budgets.of(session);
            store.write(writes -> recorded(writes, session, entry, concerned));
        }
    }

    /** After a restart everything is told anew: it is only read, and nothing written. */
    private boolean news(UsageEntry entry) {
        Optional<UsageEntry> known =
                store.read(reads -> reads.usageEntry(entry.tenant(), entry.session(), entry.key()));
        return known.map(one -> !one.joined(entry).equals(one)).orElse(true);
    }

    private boolean recorded(Writes writes, Session session, UsageEntry entry, List<Budget> concerned) {
        Map<Budget, Level> before = new HashMap<>();
        concerned.forEach(budget -> before.put(budget, budget.level(budgets.used(writes, budget, session))));
        boolean news = writes.record(entry);
        for (Budget budget : concerned) {
            Usage now = budgets.used(writes, budget, session);
            Level level = budget.level(now);
            if (before.getOrDefault(budget, Level.BELOW).compareTo(level) < 0) {
                writes.append(session.tenant(), Optional.of(session.id()), clock.instant(), event(budget, level, now));
            }
        }
        return news;
    }

    private static EventData event(Budget budget, Level level, Usage now) {
        String name = budget.scope().name();
        return level == Level.REACHED
                ? new EventData.BudgetReached(
                        name, now.cost().dollars(), now.tokens().total(), budget.words(now))
                : new EventData.BudgetWarned(
                        name, now.cost().dollars(), now.tokens().total(), budget.words(now));
    }

    /** What keeps a further turn of the session from beginning. */
    public Optional<Spent> spent(Session session) {
        List<Budget> concerned = budgets.of(session);
        return concerned.isEmpty() ? Optional.empty() : store.read(reads -> budgets.spent(reads, session, concerned));
    }
}
