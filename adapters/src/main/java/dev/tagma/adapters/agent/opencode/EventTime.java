package dev.tagma.adapters.agent.opencode;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time in the program's names of things: behind the kind, twelve hexadecimal digits hold the last 36 bits of the
 * milliseconds and a counter.
 */
final class EventTime {

    private static final Pattern NAME = Pattern.compile("[a-z]+_([0-9a-f]{12}).*");
    private static final int COUNTER_BITS = 12;
    private static final long ROUND = 1L << 36;

    private EventTime() {}

    /** When the thing of this name was made; now, where the name does not tell it. */
    static Instant of(String name, Instant now) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return now;
        }
        long told = Long.parseLong(matcher.group(1), 16) >> COUNTER_BITS;
        long millis = now.toEpochMilli() / ROUND * ROUND + told;
        long past = millis > now.toEpochMilli() + ROUND / 2 ? millis - ROUND : millis;
        return past > now.toEpochMilli() ? now : Instant.ofEpochMilli(past);
    }

    /** The name of a message that is made at this time; the program orders messages by their names. */
    static String message(Instant at, String rest) {
        long digits = at.toEpochMilli() % ROUND << COUNTER_BITS;
        return "msg_" + String.format("%012x", digits) + rest;
    }
}
