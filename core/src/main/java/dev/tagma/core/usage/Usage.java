package dev.tagma.core.usage;

import java.util.Collection;

/**
 * What was used, and what it cost.
 *
 * @param messages of models
 */
public record Usage(long messages, Tokens tokens, Cost cost) {

    public static final Usage NONE = new Usage(0, Tokens.NONE, Cost.NONE);

    public static Usage of(PriceTable prices, Collection<UsageSum> sums) {
        Usage all = NONE;
        for (UsageSum sum : sums) {
            all = new Usage(
                    all.messages + sum.messages(),
                    all.tokens.plus(sum.tokens()),
                    all.cost.plus(Cost.of(prices, sum)));
        }
        return all;
    }
}
