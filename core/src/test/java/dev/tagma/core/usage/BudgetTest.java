package dev.tagma.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.usage.Budget.Level;
import dev.tagma.core.usage.Budget.Scope;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How far a budget is used, and how that is said. */
class BudgetTest {

    private static Usage usage(String dollars, long tokens, Set<String> unpriced) {
        return new Usage(
                1,
                new Tokens(tokens, 0, 0, 0, 0, 0),
                new Cost(new BigDecimal(dollars), unpriced.isEmpty() ? 0 : tokens, new TreeSet<>(unpriced)));
    }

    @Test
    void moneyIsComparedExactly() {
        Budget budget =
                new Budget(new Scope.OfSession(), Optional.of(new BigDecimal("5")), Optional.empty(), Budget.WARN_AT);

        assertThat(budget.level(usage("3.999999", 1, Set.of()))).isEqualTo(Level.BELOW);
        assertThat(budget.level(usage("4", 1, Set.of()))).isEqualTo(Level.WARNED);
        assertThat(budget.level(usage("4.999999", 1, Set.of()))).isEqualTo(Level.WARNED);
        assertThat(budget.level(usage("5.00", 1, Set.of()))).isEqualTo(Level.REACHED);
    }

    @Test
    void eitherLimitIsEnough() {
        Budget budget = new Budget(new Scope.OfTenant(), Optional.of(new BigDecimal("5")), Optional.of(1000L), 50);

        assertThat(budget.level(usage("0", 499, Set.of()))).isEqualTo(Level.BELOW);
        assertThat(budget.level(usage("0", 500, Set.of()))).isEqualTo(Level.WARNED);
        assertThat(budget.level(usage("5", 0, Set.of()))).isEqualTo(Level.REACHED);
        assertThat(budget.level(usage("0", 1000, Set.of()))).isEqualTo(Level.REACHED);
        assertThat(budget.words(usage("0.5", 1000, Set.of()))).isEqualTo("$0.50 of $5 and 1000 of 1000 tokens");
    }

    @Test
    void whatHasNoPriceCountsForNoMoneyAndIsNamed() {
        Budget budget =
                new Budget(new Scope.OfDay(), Optional.of(new BigDecimal("0.50")), Optional.empty(), Budget.WARN_AT);
        Usage used = usage("0", 7_000_000, Set.of("new-model"));

        assertThat(budget.level(used)).isEqualTo(Level.BELOW);
        assertThat(budget.words(used)).isEqualTo("$0.00 of $0.5, and 7000000 tokens of new-model with no known price");
    }
}
