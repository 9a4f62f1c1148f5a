package dev.tagma.e2e;

import dev.tagma.bench.report.Row;
import dev.tagma.bench.report.Samples;
import java.time.Duration;

/** What came of the changes of one agent: how many were told as they were, how fast, and what was told that was not so. */
final class Detected {

    /** What is asked of the sources that are left. */
    enum Bar {
        STRUCTURED("0 false; p99 ≤ 250 ms", Duration.ofMillis(250)),
        FACE("0 false; p99 ≤ 1.5 s", Duration.ofMillis(1_500)),
        /** Nothing is left that could tell: it must only not be made up. */
        NOBODY("0 false", Duration.ZERO);

        private final String text;
        private final Duration latency;

        Bar(String text, Duration latency) {
            this.text = text;
            this.latency = latency;
        }
    }

    private final Samples latency = new Samples();
    private int changes;
    private int right;
    private int unknown;
    private int falseIdle;
    private int falseWaiting;

    void right(Duration after) {
        changes++;
        right++;
        latency.add(after.isNegative() ? Duration.ZERO : after);
    }

    /** The change was not told; at the end the session was said to do this. */
    void missed(String activity) {
        changes++;
        if (activity.equals("unknown")) {
            unknown++;
        }
    }

    void falseIdle() {
        falseIdle++;
    }

    void falseWaiting() {
        falseWaiting++;
    }

    Row row(String what, Bar bar) {
        boolean honest = falseIdle == 0 && falseWaiting == 0;
        boolean told = right == changes && latency.below(0.99, bar.latency);
        String measured = "%d of %d right, %d unknown, %d wrong; %d false idle, %d false waiting; %s"
                .formatted(
                        right,
                        changes,
                        unknown,
                        changes - right - unknown,
                        falseIdle,
                        falseWaiting,
                        right == 0 ? "no latency" : latency.text());
        return Row.judged(what, bar.text, measured, honest && (told || bar == Bar.NOBODY));
    }
}
