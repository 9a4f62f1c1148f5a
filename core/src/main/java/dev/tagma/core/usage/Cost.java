package dev.tagma.core.usage;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What something cost, as far as that is known.
 *
 * @param dollars for all whose price is known
 * @param unpriced how many tokens have no known price
 * @param models whose they are
 */
public record Cost(BigDecimal dollars, long unpriced, SortedSet<String> models) {

    public static final Cost NONE = new Cost(BigDecimal.ZERO, 0, new TreeSet<>());

    public Cost {
        models = Collections.unmodifiableSortedSet(new TreeSet<>(models));
    }

    public static Cost of(PriceTable prices, ModelUse use) {
        return prices.cost(use.model(), use.day(), use.tokens())
                .map(dollars -> new Cost(dollars, 0, new TreeSet<>()))
                .orElseGet(() -> new Cost(BigDecimal.ZERO, use.tokens().total(), new TreeSet<>(Set.of(use.model()))));
    }

    public Cost plus(Cost other) {
        TreeSet<String> all = new TreeSet<>(models);
        all.addAll(other.models);
        return new Cost(dollars.add(other.dollars), Tokens.sum(unpriced, other.unpriced), all);
    }

    /** Whether all of it is known. */
    public boolean whole() {
        return models.isEmpty();
    }
}
