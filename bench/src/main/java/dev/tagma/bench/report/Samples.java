package dev.tagma.bench.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durations of the same thing, measured again and again. */
public final class Samples {

    private final List<Duration> taken = new ArrayList<>();

    public synchronized void add(Duration one) {
        taken.add(one);
    }

    public void addNanos(long nanos) {
        add(Duration.ofNanos(nanos));
    }

    /** The duration below which this share of them lies. */
    public synchronized Duration quantile(double share) {
        if (taken.isEmpty()) {
            throw new IllegalStateException("Nothing was measured");
        }
        List<Duration> sorted = taken.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(Math.floor(share * sorted.size()))));
    }

    public Duration median() {
        return quantile(0.5);
    }

    public boolean below(double share, Duration bar) {
        return quantile(share).compareTo(bar) <= 0;
    }

    /** Median, 99th percentile, maximum and how many there are. */
    public synchronized String text() {
        return "p50 %s, p99 %s, max %s (%d)"
                .formatted(millis(median()), millis(quantile(0.99)), millis(quantile(1)), taken.size());
    }

    public static String millis(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }
}
