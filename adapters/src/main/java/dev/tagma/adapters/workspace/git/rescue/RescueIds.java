package dev.tagma.adapters.workspace.git.rescue;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Makes ids that are short to type, sort by time and do not repeat: the milliseconds in base 32, then a little chance. */
final class RescueIds {

    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME_DIGITS = 9;
    private static final int CHANCE_DIGITS = 4;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    RescueIds(Clock clock) {
        this.clock = clock;
    }

    String next() {
        long now = clock.millis();
        // Two of one millisecond keep their order, and a clock set back does not turn it round.
        long time = last.updateAndGet(before -> Math.max(before + 1, now));
        return digits(time, TIME_DIGITS) + digits(random.nextLong() >>> 1, CHANCE_DIGITS);
    }

    private static String digits(long number, int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(DIGITS.charAt((int) (number >>> (5 * i) & 31)));
        }
        return text.reverse().toString();
    }
}
