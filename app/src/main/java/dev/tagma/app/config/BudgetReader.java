package dev.tagma.app.config;

import dev.tagma.adapters.yaml.YamlSection;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.usage.Budget;
import dev.tagma.core.usage.Budget.Scope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the budgets of {@code config.yaml}. */
final class BudgetReader {

    private static final String LIMITS = "'usd', 'tokens', or both";

    private final YamlSection section;

    BudgetReader(YamlSection section) {
        this.section = section;
    }

    List<Budget> read() {
        List<Budget> budgets = new ArrayList<>();
        one("session", new Scope.OfSession()).ifPresent(budgets::add);
        section.section("group")
                .sections()
                .forEach((path, limits) -> group(path, limits).ifPresent(budgets::add));
        one("tenant", new Scope.OfTenant()).ifPresent(budgets::add);
        one("day", new Scope.OfDay()).ifPresent(budgets::add);
        section.refuseUnknown();
        return budgets;
    }

    private Optional<Budget> one(String key, Scope scope) {
        return section.has(key) ? limits(section.section(key), scope) : Optional.empty();
    }

    private static Optional<Budget> group(String path, YamlSection limits) {
        try {
            return limits(limits, new Scope.OfGroup(new GroupPath(path)));
        } catch (IllegalArgumentException noPath) {
            limits.wrong("usd", "is of no group: " + noPath.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Budget> limits(YamlSection limits, Scope scope) {
        Optional<BigDecimal> dollars = limits.value("usd", Amounts.EXPECTED, Amounts::parse);
        Optional<Long> tokens = limits.number("tokens", 1, Long.MAX_VALUE / 100);
        int warnAt = limits.number("warnAt", 1, 100).map(Long::intValue).orElse(Budget.WARN_AT);
        if (!limits.has("usd") && !limits.has("tokens")) {
            limits.wrong("usd", "is not set, nor is 'tokens': a budget says how much, by " + LIMITS);
        }
        limits.refuseUnknown();
        return Optional.of(new Budget(scope, dollars, tokens, warnAt));
    }
}
