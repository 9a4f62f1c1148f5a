package dev.tagma.wire.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Times as text: ISO 8601 in UTC with exactly three digits of a second. Written by hand because the formatters of the
 * library take longer to load than everything else a short command does.
 */
public final class Times {

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Times() {}

    public static String text(Instant time) {
        Instant shown = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
        LocalDateTime at = LocalDateTime.ofEpochSecond(shown.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        digits(text, at.getYear(), 4).append('-');
        digits(text, at.getMonthValue(), 2).append('-');
        digits(text, at.getDayOfMonth(), 2).append('T');
        digits(text, at.getHour(), 2).append(':');
        digits(text, at.getMinute(), 2).append(':');
        digits(text, at.getSecond(), 2).append('.');
        return digits(text, shown.getNano() / 1_000_000, 3).append('Z').toString();
    }

    /** Any ISO 8601 time with a zone or offset, between the years 0 and 9999; none where it is not one. */
    public static Optional<Instant> parse(String text) {
        Optional<Instant> own = ours(text);
        if (own.isPresent()) {
            return own;
        }
        try {
            Instant time = Instant.parse(text);
            return time.isBefore(FIRST) || time.isAfter(LAST) ? Optional.empty() : Optional.of(time);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The form that {@link #text} writes. */
    private static Optional<Instant> ours(String text) {
        String form = "dddd-dd-ddTdd:dd:dd.dddZ";
        if (text.length() != form.length()) {
            return Optional.empty();
        }
        for (int i = 0; i < form.length(); i++) {
            char wanted = form.charAt(i);
            char found = text.charAt(i);
            if (wanted == 'd' ? found < '0' || found > '9' : found != wanted) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            number(text, 20, 23) * 1_000_000)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static StringBuilder digits(StringBuilder text, int number, int width) {
        String shown = Integer.toString(number);
        for (int i = shown.length(); i < width; i++) {
            text.append('0');
        }
        return text.append(shown);
    }
}
