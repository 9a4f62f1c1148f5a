package dev.tagma.adapters.agent.acp;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How agents say that the allowance of an account is used up: the protocol has nothing but words for it. */
final class LimitWords {

    private static final Pattern SAID = Pattern.compile(
            "usage limit|quota|limit reached|hit your [^.]{0,40}limit|resource_exhausted", Pattern.CASE_INSENSITIVE);

    private static final Pattern EPOCH = Pattern.compile("\\|(\\d{10})(?!\\d)");

    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)");

    private static final Pattern SPAN = Pattern.compile(
            "\\b(?:in|after) ((?:\\d+(?:\\.\\d+)? ?(?:days?|hours?|minutes?|mins?|seconds?|secs?|[dhms])\\b[ ,]*(?:and )?|\\d+[dhm](?=\\d))+)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?) ?([dhms])", Pattern.CASE_INSENSITIVE);

    /** No allowance comes back so late. */
    private static final Duration LONGEST = Duration.ofDays(400);

    private LimitWords() {}

    static boolean saidBy(String text) {
        return SAID.matcher(text).find();
    }

    /** When there will be more, where it says so in a way that means the same everywhere. */
    static Optional<Instant> until(String text, Instant now) {
        Matcher epoch = EPOCH.matcher(text);
        if (epoch.find()) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(epoch.group(1))));
        }
        Matcher moment = MOMENT.matcher(text);
        if (moment.find()) {
            try {
                return Optional.of(OffsetDateTime.parse(moment.group()).toInstant());
            } catch (DateTimeException noMoment) {
                return Optional.empty();
            }
        }
        Matcher span = SPAN.matcher(text);
        try {
            return span.find()
                    ? Optional.of(length(span.group(1)))
                            .filter(length -> length.compareTo(LONGEST) < 0)
                            .map(now::plus)
                    : Optional.empty();
        } catch (DateTimeException | ArithmeticException never) {
            return Optional.empty();
        }
    }

    private static Duration length(String text) {
        Duration all = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            long seconds = switch (part.group(2).toLowerCase(Locale.ROOT)) {
                case "d" -> 86_400;
                case "h" -> 3_600;
                case "m" -> 60;
                default -> 1;
            };
            all = all.plusMillis((long) (Double.parseDouble(part.group(1)) * seconds * 1000));
        }
        return all;
    }
}
