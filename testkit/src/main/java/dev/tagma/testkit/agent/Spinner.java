package dev.tagma.testkit.agent;

import java.time.Duration;
import java.util.List;

/** What moves while the agent works: the row above the composer, and the mark in the title. */
final class Spinner {

    private static final List<String> GLYPHS = List.of("·", "✢", "*", "✻", "✽");
    private static final List<String> VERBS = List.of("Pondering", "Whittling", "Rummaging", "Simmering", "Tinkering");

    private long began;
    private int turns;
    private String activity = "";

    void begin() {
        began = System.nanoTime();
        activity = "";
    }

    /** Each turn has another word. */
    void beginTurn() {
        turns++;
    }

    /** @param words tell what goes on; empty for the usual */
    void busyWith(String words) {
        activity = words;
    }

    void end() {
        activity = "";
    }

    String mark() {
        return seconds() % 2 == 0 ? "◐" : "◑";
    }

    String row() {
        long seconds = seconds();
        var glyph = GLYPHS.get((int) (seconds % GLYPHS.size()));
        if (!activity.isEmpty()) {
            return glyph + " " + activity;
        }
        var verb = VERBS.get(turns % VERBS.size());
        return seconds == 0
                ? "%s %s…".formatted(glyph, verb)
                : "%s %s… (%ds · ↓ 8 tokens)".formatted(glyph, verb, seconds);
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }
}
