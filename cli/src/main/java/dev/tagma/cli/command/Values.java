package dev.tagma.cli.command;

import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Visible;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Reads the values of command lines; what is not of the form it must have is a failure that names both. */
final class Values {

    private static final BigDecimal LONGEST = BigDecimal.valueOf(10L * 365 * 86_400);

    private Values() {}

    /** A session's handle, id or a beginning of either: the daemon knows which, here only the form is looked at. */
    static String name(String given, String what) {
        if (!given.matches("[A-Za-z0-9-]{1,63}")) {
            throw Failure.usage("%s '%s' is not a name: handles and ids are letters, digits and hyphens"
                    .formatted(what, shown(given)));
        }
        return given;
    }

    /** A time in seconds, decimals allowed; none when it was not given. */
    static Optional<Duration> seconds(OptionSpec option) {
        return Words.text(option).map(text -> {
            try {
                BigDecimal seconds = new BigDecimal(text);
                if (seconds.signum() >= 0 && seconds.compareTo(LONGEST) <= 0) {
                    return Duration.ofNanos(seconds.movePointRight(9).longValue());
                }
            } catch (NumberFormatException notANumber) {
                // Said below.
            }
            throw Failure.usage(
                    "%s '%s' is not a time: give seconds, 0 or more".formatted(option.longestName(), shown(text)));
        });
    }

    /** A whole number within bounds; none when it was not given. */
    static Optional<Integer> whole(OptionSpec option, int least, int most) {
        return Words.text(option).map(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // Said below.
            }
            String range = most == Integer.MAX_VALUE ? "%d or more".formatted(least) : least + " to " + most;
            throw Failure.usage("%s '%s' is not a whole number of the range: give %s"
                    .formatted(option.longestName(), shown(text), range));
        });
    }

    /** A length of time such as {@code 72h}; none when it was not given. */
    static Optional<Duration> age(OptionSpec option) {
        return Words.text(option).map(text -> {
            if (!text.matches("[0-9]{1,9}[smhd]")) {
                throw Failure.usage("%s '%s' is not an age: give a number with s, m, h or d, such as 72h"
                        .formatted(option.longestName(), shown(text)));
            }
            long number = Long.parseLong(text.substring(0, text.length() - 1));
            return switch (text.charAt(text.length() - 1)) {
                case 's' -> Duration.ofSeconds(number);
                case 'm' -> Duration.ofMinutes(number);
                case 'h' -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        });
    }

    /** A group's path; empty for the root, which is also called {@code /}. */
    static String group(String given) {
        String path = given.equals("/") ? "" : given;
        if (path.length() > 512
                || (!path.isEmpty() && List.of(path.split("/", -1)).stream().anyMatch(String::isBlank))
                || path.chars().anyMatch(Character::isISOControl)) {
            throw Failure.usage("'%s' is not a group: give names joined by /, such as team/api, or / for the root"
                    .formatted(shown(given)));
        }
        return path;
    }

    /** A time as it was given, in seconds. */
    static String decimal(Duration seconds) {
        return BigDecimal.valueOf(seconds.toNanos(), 9).stripTrailingZeros().toPlainString();
    }

    /** One of the names of an enum, as they are in the interface. */
    static <E extends Enum<E>> Optional<String> choice(ArgSpec option, E[] choices) {
        return Words.text(option).map(text -> {
            String wanted = text.toLowerCase(Locale.ROOT).replace('-', '_');
            if (Arrays.stream(choices).noneMatch(one -> wire(one).equals(wanted))) {
                throw Failure.usage("%s '%s' is not one of %s"
                        .formatted(
                                option instanceof OptionSpec named ? named.longestName() : option.paramLabel(),
                                shown(text),
                                Arrays.stream(choices).map(Values::wire).collect(Collectors.joining(", "))));
            }
            return wanted;
        });
    }

    static String wire(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    static Path path(Path workingDirectory, String text) {
        try {
            return workingDirectory.resolve(text).toAbsolutePath().normalize();
        } catch (InvalidPathException notAPath) {
            throw Failure.usage("'%s' is not a path here: %s; for names that are not ASCII, set LC_ALL=C.UTF-8"
                    .formatted(shown(text), notAPath.getReason()));
        }
    }

    /** Two options that exclude each other. */
    static void notBoth(OptionSpec one, OptionSpec other) {
        if (one.getValue() != null && other.getValue() != null && isSet(one) && isSet(other)) {
            throw Failure.usage(
                    "%s and %s exclude each other: give one".formatted(one.longestName(), other.longestName()));
        }
    }

    private static boolean isSet(OptionSpec option) {
        Object value = option.getValue();
        return !Boolean.FALSE.equals(value);
    }

    /** A value as it may stand in a sentence. */
    static String shown(String value) {
        String visible = Visible.text(value);
        return visible.length() > 80 ? visible.substring(0, 80) + "…" : visible;
    }
}
