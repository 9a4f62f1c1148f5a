package dev.tagma.e2e;

import dev.tagma.bench.report.Row;
import dev.tagma.bench.report.Samples;
import java.time.Duration;

/** What came of the changes of one agent: how many were told as they were, how fast, and what was told that was not so. */
final class Detected {

    private static final Duration STRUCTURED = Duration.ofMillis(250);
    private static final Duration FACE = Duration.ofMillis(1_500);

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

    /** @param structured whether anything but the terminal's face is left to tell */
    Row row(String what, boolean structured) {
        Duration bar = structured ? STRUCTURED : FACE;
        boolean met = right == changes && falseIdle == 0 && falseWaiting == 0 && latency.below(0.99, bar);
        String measured = "%d of %d right, %d unknown, %d wrong; %d false idle, %d false waiting; %s"
                .formatted(
                        right,
                        changes,
                        unknown,
                        changes - right - unknown,
                        falseIdle,
                        falseWaiting,
                        right == 0 ? "no latency" : latency.text());
        return Row.judged(what, "0 false; p99 ≤ " + (structured ? "250 ms" : "1.5 s"), measured, met);
    }
}
