package dev.tagma.engine.usage;

import dev.tagma.core.event.EventData;
import dev.tagma.core.session.Session;
import dev.tagma.core.usage.Budget;
import dev.tagma.core.usage.Budget.Level;
import dev.tagma.core.usage.ModelUse;
import dev.tagma.core.usage.Usage;
import dev.tagma.core.usage.UsageEntry;
import dev.tagma.core.usage.UsageSum;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.Writes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Records what one session's agent uses: each message once, however often it is told. Whoever wants to know is told when a
 * budget has come so far, in the transaction that brought it there, and so once.
 */
public final class Ledger {

    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());

    /** No message of a model comes near it: an agent that tells of more is wrong, or was made to say so. */
    private static final long MOST_OF_A_MESSAGE = 1_000_000_000_000L;

    private final Store store;
    private final Clock clock;
    private final Budgets budgets;

    /** What a fork has of its original, by the agent's names: a message may be told in parts, at several times. */
    private final Set<String> copied = new HashSet<>();

    public Ledger(Store store, Clock clock, Spending spending) {
        this.store = store;
        this.clock = clock;
        this.budgets = new Budgets(clock, spending);
    }

    public void record(Session session, Observation.Used used) {
        if (used.tokens().total() > MOST_OF_A_MESSAGE) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> "Session " + session.handle() + ": its agent tells that a message used "
                            + used.tokens().total() + " tokens; that is not counted");
            return;
        }
        UsageEntry entry = new UsageEntry(
                session.tenant(), session.id(), used.key(), used.model(), used.turn(), used.at(), used.tokens());
        if (!ofAnother(session, used) && news(entry)) {
            List<Budget> concerned = budgets.of(session);
            store.write(writes -> recorded(writes, session, entry, concerned));
        }
    }

    /**
     * The record of a session that goes on with another's conversation begins with what that one used. A fork's copy is made
     * when its agent starts: it may hold what the original used meanwhile, which is on the original's record.
     */
    private boolean ofAnother(Session session, Observation.Used used) {
        if (session.forkedFrom().isEmpty()) {
            return session.inherited(used.at());
        }
        if (!copied.contains(used.key()) && (session.inherited(used.at()) || ofOriginal(session, used))) {
            copied.add(used.key());
        }
        return copied.contains(used.key());
    }

    private boolean ofOriginal(Session fork, Observation.Used used) {
        return store.read(reads ->
                        reads.usageEntry(fork.tenant(), fork.forkedFrom().orElseThrow(), used.key()))
                .filter(entry -> !used.at().isAfter(entry.at()))
                .isPresent();
    }

    /** After a restart everything is told anew: it is only read, and nothing written. */
    private boolean news(UsageEntry entry) {
        Optional<UsageEntry> known =
                store.read(reads -> reads.usageEntry(entry.tenant(), entry.session(), entry.key()));
        return known.map(one -> !one.joined(entry).equals(one)).orElse(true);
    }

    private boolean recorded(Writes writes, Session session, UsageEntry told, List<Budget> concerned) {
        Optional<UsageEntry> known = writes.usageEntry(told.tenant(), told.session(), told.key());
        boolean news = writes.record(told);
        UsageEntry entry = known.map(one -> one.joined(told)).orElse(told);
        for (Budget budget : concerned) {
            List<ModelUse> uses = budgets.uses(writes, budget, session);
            Usage now = budgets.used(uses);
            Level level = budget.level(now);
            if (level != Level.BELOW
                    && budget.level(budgets.used(before(uses, entry, known))).compareTo(level) < 0) {
                writes.append(session.tenant(), Optional.of(session.id()), clock.instant(), event(budget, level, now));
            }
        }
        return news;
    }

    /** What it was before the message was told, or less of it. */
    private static List<ModelUse> before(List<ModelUse> uses, UsageEntry entry, Optional<UsageEntry> known) {
        ModelUse added = new ModelUse(UsageSum.day(entry.at()), entry.model(), 1, entry.tokens());
        List<ModelUse> before = new ArrayList<>(uses);
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).isBeside(added)) {
                before.set(i, before.get(i).minus(added));
                known.map(one -> new ModelUse(added.day(), added.model(), 1, one.tokens()))
                        .ifPresent(before::add);
                break;
            }
        }
        return before;
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
