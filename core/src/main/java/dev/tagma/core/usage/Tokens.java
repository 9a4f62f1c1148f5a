package dev.tagma.core.usage;

import java.util.Comparator;

/**
 * Tokens by kind. No token is counted twice: what came from the cache or went into it is no {@code input}, and what the
 * model thought is no {@code output}.
 *
 * @param input read by the model anew
 * @param output written by the model
 * @param cacheRead read from the cache
 * @param cacheWrite read and kept in the cache for the usual time
 * @param cacheWriteLong read and kept in the cache for longer, at another price
 * @param reasoning written by the model for itself
 */
public record Tokens(long input, long output, long cacheRead, long cacheWrite, long cacheWriteLong, long reasoning) {

    public static final Tokens NONE = new Tokens(0, 0, 0, 0, 0, 0);

    private static final Comparator<Tokens> ORDER = Comparator.comparingLong(Tokens::total)
            .thenComparingLong(Tokens::output)
            .thenComparingLong(Tokens::reasoning)
            .thenComparingLong(Tokens::input)
            .thenComparingLong(Tokens::cacheWriteLong)
            .thenComparingLong(Tokens::cacheWrite);

    public Tokens {
        if (input < 0 || output < 0 || cacheRead < 0 || cacheWrite < 0 || cacheWriteLong < 0 || reasoning < 0) {
            throw new IllegalArgumentException("Tokens cannot be fewer than none: " + input + ", " + output + ", "
                    + cacheRead + ", " + cacheWrite + ", " + cacheWriteLong + ", " + reasoning);
        }
    }

    public long total() {
        return sum(input, sum(output, sum(cacheRead, sum(cacheWrite, sum(cacheWriteLong, reasoning)))));
    }

    public Tokens plus(Tokens other) {
        return new Tokens(
                sum(input, other.input),
                sum(output, other.output),
                sum(cacheRead, other.cacheRead),
                sum(cacheWrite, other.cacheWrite),
                sum(cacheWriteLong, other.cacheWriteLong),
                sum(reasoning, other.reasoning));
    }

    /** Without tokens that are among them. */
    public Tokens minus(Tokens part) {
        return new Tokens(
                input - part.input,
                output - part.output,
                cacheRead - part.cacheRead,
                cacheWrite - part.cacheWrite,
                cacheWriteLong - part.cacheWriteLong,
                reasoning - part.reasoning);
    }

    /** More than can be counted stays the most that can be. */
    static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /**
     * The one of both that is larger in all. What is told of one message, in whatever order and however often, comes to the
     * same by this.
     */
    public Tokens larger(Tokens other) {
        return ORDER.compare(this, other) >= 0 ? this : other;
    }
}
