package dev.tagma.core.usage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a million tokens of a model cost, in US dollars. A kind without a price is not free: its price is not known.
 *
 * @param model its name, or with {@code *} at its end the beginning of names
 * @param from the first day it holds; none where it has always held
 */
public record Price(
        String model,
        Optional<LocalDate> from,
        BigDecimal input,
        BigDecimal output,
        Optional<BigDecimal> cacheRead,
        Optional<BigDecimal> cacheWrite,
        Optional<BigDecimal> cacheWriteLong,
        Optional<BigDecimal> reasoning) {

    private static final int MILLION = 6;

    /** Exactly what they cost; none where a kind is among them whose price is not known. What is thought is written. */
    Optional<BigDecimal> of(Tokens tokens) {
        return sum(
                part(Optional.of(input), tokens.input()),
                part(Optional.of(output), tokens.output()),
                part(cacheRead, tokens.cacheRead()),
                part(cacheWrite, tokens.cacheWrite()),
                part(cacheWriteLong, tokens.cacheWriteLong()),
                part(reasoning.or(() -> Optional.of(output)), tokens.reasoning()));
    }

    boolean holdsOn(LocalDate day) {
        return from.map(first -> !day.isBefore(first)).orElse(true);
    }

    private static Optional<BigDecimal> part(Optional<BigDecimal> perMillion, long tokens) {
        return tokens == 0
                ? Optional.of(BigDecimal.ZERO)
                : perMillion.map(
                        price -> price.multiply(BigDecimal.valueOf(tokens)).scaleByPowerOfTen(-MILLION));
    }

    @SafeVarargs
    private static Optional<BigDecimal> sum(Optional<BigDecimal>... parts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Optional<BigDecimal> part : parts) {
            if (part.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(part.get());
        }
        return Optional.of(sum);
    }
}
