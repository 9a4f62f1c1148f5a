package dev.tagma.engine.usage;

import dev.tagma.core.session.Session;
import dev.tagma.core.usage.Budget;
import dev.tagma.core.usage.Budget.Level;
import dev.tagma.core.usage.Budget.Scope;
import dev.tagma.core.usage.ModelUse;
import dev.tagma.core.usage.Usage;
import dev.tagma.core.usage.UsageSum;
import dev.tagma.spi.store.Reads;
import dev.tagma.spi.store.Reads.UsageQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which budgets a session has a part in, and how far each is used. */
final class Budgets {

    private final Clock clock;
    private final Spending spending;

    Budgets(Clock clock, Spending spending) {
        this.clock = clock;
        this.spending = spending;
    }

    List<Budget> of(Session session) {
        return spending.budgets().stream()
                .filter(budget -> switch (budget.scope()) {
                    case Scope.OfGroup(var group) -> session.group().within(group);
                    case Scope.OfSession all -> true;
                    case Scope.OfTenant all -> true;
                    case Scope.OfDay all -> true;
                })
                .toList();
    }

    /** All that counts towards it, what the session itself used in front. */
    List<ModelUse> uses(Reads reads, Budget budget, Session session) {
        return switch (budget.scope()) {
            case Scope.OfSession one -> ofLine(reads, session);
            case Scope.OfGroup(var group) -> reads.usageByModel(session.tenant(), UsageQuery.of(group));
            case Scope.OfTenant all -> reads.usageByModel(session.tenant(), UsageQuery.ALL);
            case Scope.OfDay today -> reads.usageByModel(session.tenant(), UsageQuery.on(today()));
        };
    }

    /** With what those used whose work it has taken over: a work that is handed over is no other work. */
    private static List<ModelUse> ofLine(Reads reads, Session session) {
        List<ModelUse> uses = new ArrayList<>();
        Optional<Session> one = Optional.of(session);
        while (one.isPresent()) {
            uses.addAll(
                    reads.usageByModel(session.tenant(), UsageQuery.of(one.get().id())));
            one = one.get().heritage().handedFrom().flatMap(former -> reads.session(session.tenant(), former));
        }
        return uses;
    }

    Usage used(List<ModelUse> uses) {
        return Usage.of(spending.prices(), uses);
    }

    Optional<Spent> spent(Reads reads, Session session, List<Budget> concerned) {
        return concerned.stream()
                .flatMap(budget -> spent(budget, used(uses(reads, budget, session))).stream())
                .findFirst();
    }

    private Optional<Spent> spent(Budget budget, Usage used) {
        if (budget.level(used) != Level.REACHED) {
            return Optional.empty();
        }
        boolean daily = budget.scope() instanceof Scope.OfDay;
        String reason = "the budget of the " + budget.scope().name() + " is used up: " + budget.words(used) + "; "
                + (daily ? "it goes on at 00:00 UTC, or " : "") + spending.remedy();
        return Optional.of(new Spent(reason, daily ? Optional.of(untilTomorrow()) : Optional.empty()));
    }

    private LocalDate today() {
        return UsageSum.day(clock.instant());
    }

    private Duration untilTomorrow() {
        Instant tomorrow = today().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return Duration.between(clock.instant(), tomorrow).plusMillis(1);
    }
}
