package dev.tagma.engine.usage;

import dev.tagma.core.session.GroupPath;
import dev.tagma.core.usage.Budget;
import dev.tagma.core.usage.PriceTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is laid down about money.
 *
 * @param prices what models cost
 * @param budgets how much may be used
 * @param remedy what a person does who wants to change a budget
 */
public record Spending(PriceTable prices, List<Budget> budgets, String remedy) {

    /** Nothing has a price, and everything may be used. */
    public static final Spending FREE = new Spending(new PriceTable("none", List.of()), List.of(), "");

    public Spending {
        budgets = List.copyOf(budgets);
    }

    /** A group whose budget would no longer concern what goes from one group to another. */
    public Optional<GroupPath> left(GroupPath from, GroupPath to) {
        return budgets.stream()
                .flatMap(budget -> budget.scope() instanceof Budget.Scope.OfGroup(GroupPath group)
                        ? Stream.of(group)
                        : Stream.<GroupPath>empty())
                .filter(group -> from.within(group) && !to.within(group))
                .findFirst();
    }
}
