package dev.tagma.core.usage;

import dev.tagma.core.session.GroupPath;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How much may be used before no further turn begins.
 *
 * @param dollars the most that may be spent; what has no known price does not count
 * @param tokens the most tokens of all kinds
 * @param warnAt at how many percent of either somebody is told
 */
public record Budget(Scope scope, Optional<BigDecimal> dollars, Optional<Long> tokens, int warnAt) {

    public static final int WARN_AT = 80;

    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

    public Budget {
        if (warnAt < 1 || warnAt > 100) {
            throw new IllegalArgumentException("A budget warns at 1 to 100 percent, not at " + warnAt);
        }
    }

    /** Whose use it limits. */
    public sealed interface Scope {

        /** As people write it. */
        String name();

        /** Every session by itself. */
        record OfSession() implements Scope {
            @Override
            public String name() {
                return "session";
            }
        }

        /** All sessions of a group and of those below it. */
        record OfGroup(GroupPath group) implements Scope {
            @Override
            public String name() {
                return "group " + group.value();
            }
        }

        /** All sessions. */
        record OfTenant() implements Scope {
            @Override
            public String name() {
                return "tenant";
            }
        }

        /** All sessions, on each day by itself. */
        record OfDay() implements Scope {
            @Override
            public String name() {
                return "day";
            }
        }
    }

    /** How far a use has come. */
    public enum Level {
        BELOW,
        WARNED,
        REACHED
    }

    public Level level(Usage used) {
        if (percent(used, 100)) {
            return Level.REACHED;
        }
        return percent(used, warnAt) ? Level.WARNED : Level.BELOW;
    }

    private boolean percent(Usage used, int share) {
        BigDecimal part = BigDecimal.valueOf(share);
        boolean spent = dollars.filter(
                        most -> used.cost().dollars().multiply(PERCENT).compareTo(most.multiply(part)) >= 0)
                .isPresent();
        boolean taken = tokens.filter(most -> BigDecimal.valueOf(used.tokens().total())
                                .multiply(PERCENT)
                                .compareTo(BigDecimal.valueOf(most).multiply(part))
                        >= 0)
                .isPresent();
        return spent || taken;
    }

    /** How much of it is used, in words. */
    public String words(Usage used) {
        String money = dollars.map(most -> "$" + cents(used.cost().dollars()) + " of $"
                        + most.stripTrailingZeros().toPlainString())
                .orElse("");
        String count = tokens.map(most -> used.tokens().total() + " of " + most + " tokens")
                .orElse("");
        String unknown = dollars.isPresent() && !used.cost().whole()
                ? ", and " + used.cost().unpriced() + " tokens of "
                        + String.join(", ", used.cost().models()) + " with no known price"
                : "";
        return money + (money.isEmpty() || count.isEmpty() ? "" : " and ") + count + unknown;
    }

    private static String cents(BigDecimal dollars) {
        return dollars.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
