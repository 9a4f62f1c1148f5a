package dev.tagma.adapters.agent.claude.screen;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the screens of a range of versions look: rules in order, the first that fits gives the reading.
 *
 * @param versions the beginning that all covered versions share, such as {@code 2.1}
 */
record Manifest(String versions, List<Rule> rules) {

    /** What a rule can conclude. */
    enum Kind {
        MENU,
        EXIT_CONFIRM,
        RETRYING,
        COMPACTING,
        WORKING,
        /** A dialog waits until the person's draft is out of the way. */
        HELD,
        BACKGROUND,
        LIMITED,
        FAILED,
        REST,
        /** A prompt stands there and nothing after it. */
        ASKED,
        BYPASS,
        TRUST,
        API_KEY,
        ONBOARDING,
        LOGIN,
        PLAN,
        QUESTION,
        PERMISSION
    }

    /** Where a rule looks. */
    enum Place {
        PROMPT,
        FOOTER,
        ABOVE,
        LATEST,
        /** The newest item, if it is a prompt and nothing else. */
        PROMPTED,
        DIALOG
    }

    record Rule(Kind kind, Place place, Pattern pattern) {}

    /** A rule that fitted, and what it found. */
    record Match(Kind kind, String detail) {}

    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S+)\\s+(.+)");

    Manifest {
        rules = List.copyOf(rules);
    }

    /** The first rule that fits; rules of places that the screen does not have are passed over. */
    Optional<Match> match(Places places) {
        for (Rule rule : rules) {
            for (String row : places.rows(rule.place())) {
                Matcher matcher = rule.pattern().matcher(row);
                if (matcher.find()) {
                    return Optional.of(new Match(rule.kind(), detail(row, matcher)));
                }
            }
        }
        return Optional.empty();
    }

    private static String detail(String row, Matcher found) {
        String groups = IntStream.rangeClosed(1, found.groupCount())
                .mapToObj(found::group)
                .filter(Objects::nonNull)
                .collect(Collectors.joining());
        return (groups.isEmpty() ? row : groups).strip();
    }

    static Manifest resource(String name) {
        try (InputStream in = Manifest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The manifest " + name + " is not among the program's resources");
            }
            return parse(
                    name,
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .lines()
                            .toList());
        } catch (IOException failed) {
            throw new UncheckedIOException("The manifest " + name + " cannot be read", failed);
        }
    }

    static Manifest parse(String name, List<String> lines) {
        String versions = "";
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("versions ")) {
                versions = line.substring("versions ".length()).strip();
                continue;
            }
            rules.add(rule(name + ":" + (i + 1), line));
        }
        return new Manifest(versions, rules);
    }

    private static Rule rule(String where, String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException(where + ": '" + line + "' is not READING PLACE PATTERN");
        }
        try {
            return new Rule(
                    Kind.valueOf(constant(parts.group(1))),
                    Place.valueOf(constant(parts.group(2))),
                    Pattern.compile(parts.group(3)));
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException(where + ": the pattern is malformed: " + parts.group(3), malformed);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    where + ": unknown reading '" + parts.group(1) + "' or place '" + parts.group(2) + "'", unknown);
        }
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
