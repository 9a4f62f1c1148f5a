package dev.tagma.core.usage;

import java.util.Collection;

/**
 * What was used, and what it cost.
 *
 * @param messages of models
 */
public record Usage(long messages, Tokens tokens, Cost cost) {

    public static final Usage NONE = new Usage(0, Tokens.NONE, Cost.NONE);

    public Usage plus(Usage other) {
        return new Usage(messages + other.messages, tokens.plus(other.tokens), cost.plus(other.cost));
    }

    public static Usage of(PriceTable prices, Collection<ModelUse> uses) {
        Usage all = NONE;
        for (ModelUse use : uses) {
            all = all.plus(new Usage(use.messages(), use.tokens(), Cost.of(prices, use)));
        }
        return all;
    }
}
