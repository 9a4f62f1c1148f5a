package dev.tagma.core.sandbox;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of the machine an agent may take, with all that it starts; absent parts are not limited.
 *
 * @param memory in bytes
 * @param processes how many at once, threads among them
 * @param cpuPercent of one processor's time: 150 is one and a half
 */
public record Limits(Optional<Long> memory, Optional<Integer> processes, Optional<Integer> cpuPercent) {

    /** No limits. */
    public static final Limits NONE = new Limits(Optional.empty(), Optional.empty(), Optional.empty());

    /** How memory is written. */
    public static final String MEMORY_EXPECTED = "an amount from 64m such as 512m or 4g";

    /** How processors are written. */
    public static final String CPUS_EXPECTED = "a number of processors such as 2 or 0.5";

    /** No agent starts with less. */
    private static final long LEAST_MEMORY = 64L << 20;

    private static final int LEAST_PROCESSES = 8;
    private static final int MOST_PROCESSES = 1_000_000;
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,6})([mg])");

    public Limits {
        memory.filter(bytes -> bytes < LEAST_MEMORY).ifPresent(bytes -> {
            throw new IllegalArgumentException("Memory of " + bytes + " bytes is too little; use " + MEMORY_EXPECTED);
        });
        processes
                .filter(count -> count < LEAST_PROCESSES || count > MOST_PROCESSES)
                .ifPresent(count -> {
                    throw new IllegalArgumentException(
                            count + " processes cannot be a limit; use " + LEAST_PROCESSES + " to " + MOST_PROCESSES);
                });
        cpuPercent.filter(percent -> percent < 1).ifPresent(percent -> {
            throw new IllegalArgumentException(percent + " % of a processor cannot be a limit; use 1 or more");
        });
    }

    /** Bytes of an amount as people write it. */
    public static Optional<Long> parseMemory(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            return Optional.empty();
        }
        long bytes = Long.parseLong(amount.group(1)) << (amount.group(2).equals("g") ? 30 : 20);
        return bytes < LEAST_MEMORY ? Optional.empty() : Optional.of(bytes);
    }

    /** Percents of one processor, of a number of them as people write it. */
    public static Optional<Integer> parseCpus(String text) {
        if (!text.matches("[0-9]{1,4}(\\.[0-9]{1,2})?")) {
            return Optional.empty();
        }
        int percent = new BigDecimal(text).movePointRight(2).intValueExact();
        return percent < 1 ? Optional.empty() : Optional.of(percent);
    }

    /** These, and the other's where there is none. */
    Limits over(Limits other) {
        return new Limits(memory.or(other::memory), processes.or(other::processes), cpuPercent.or(other::cpuPercent));
    }

    /** Which limit of the other one is exceeded here; none where all are kept. */
    Optional<String> beyond(Limits other) {
        return looser("memory", memory.map(Long::longValue), other.memory)
                .or(() ->
                        looser("processes", processes.map(Integer::longValue), other.processes.map(Integer::longValue)))
                .or(() -> looser("cpus", cpuPercent.map(Integer::longValue), other.cpuPercent.map(Integer::longValue)));
    }

    private static Optional<String> looser(String what, Optional<Long> own, Optional<Long> other) {
        return other.filter(limit -> own.filter(mine -> mine <= limit).isEmpty())
                .map(limit -> "more " + what);
    }

    /** Bytes as people read them. */
    public static String words(long bytes) {
        return bytes % (1L << 30) == 0 ? (bytes >> 30) + " GiB" : (bytes >> 20) + " MiB";
    }
}
