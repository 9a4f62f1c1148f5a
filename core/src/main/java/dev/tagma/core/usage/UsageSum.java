package dev.tagma.core.usage;

import dev.tagma.core.session.SessionId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What a session used of one model on one day.
 *
 * @param day in UTC
 * @param messages of the model
 */
public record UsageSum(SessionId session, LocalDate day, String model, long messages, Tokens tokens) {

    /** Without whose it is. */
    public ModelUse use() {
        return new ModelUse(day, model, messages, tokens);
    }

    /** The day a moment belongs to. */
    public static LocalDate day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
