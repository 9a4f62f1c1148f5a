package dev.tagma.core.usage;

import java.time.LocalDate;

/**
 * What was used of one model on one day, by whichever sessions.
 *
 * @param day in UTC
 * @param messages of the model
 */
public record ModelUse(LocalDate day, String model, long messages, Tokens tokens) {

    public ModelUse plus(ModelUse other) {
        return new ModelUse(day, model, messages + other.messages, tokens.plus(other.tokens));
    }

    /** Without a use that is among it. */
    public ModelUse minus(ModelUse part) {
        return new ModelUse(day, model, messages - part.messages, tokens.minus(part.tokens));
    }

    /** Whether both are of the same model and day. */
    public boolean isBeside(ModelUse other) {
        return day.equals(other.day) && model.equals(other.model);
    }
}
