package dev.tagma.cli.command;

import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path that a rescue holds, as its line of the manifest says.
 *
 * @param root what it is below: the workspace itself is {@code work}
 * @param size in bytes; none of what has no content
 * @param more where a link leads, or why it was not saved
 */
record SavedPath(String kind, String mode, Optional<Long> size, String root, String path, Optional<String> more) {

    private static final int COLUMNS = 10;
    private static final String NONE = "-";
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2}|.)");

    /** None when the line is about no path, or of a form that this version does not know. */
    static Optional<SavedPath> of(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            return Optional.empty();
        }
        return Optional.of(new SavedPath(
                columns[0],
                columns[1],
                given(columns[2]).filter(size -> size.matches("[0-9]{1,18}")).map(Long::valueOf),
                columns[7],
                unquoted(columns[8]),
                given(columns[9]).map(SavedPath::unquoted)));
    }

    private static Optional<String> given(String column) {
        return column.equals(NONE) ? Optional.empty() : Optional.of(column);
    }

    Span[] row() {
        String place = root.equals("work") ? "" : root + ": ";
        String name = path.isEmpty() ? "." : path;
        String end = more.map(text -> kind.equals("link") ? " -> " + text : "  " + text)
                .orElse("");
        return new Span[] {
            Span.of(kind, Style.QUIET),
            Span.of(mode, Style.QUIET),
            Span.of(size.map(Sizes::text).orElse(""), Style.QUIET),
            Span.of(place + name + end)
        };
    }

    /** Names are bytes, and those that are not plain ASCII are written in octal, as git does. */
    private static String unquoted(String column) {
        if (column.length() < 2 || !column.startsWith("\"") || !column.endsWith("\"")) {
            return column;
        }
        String latin1 = ESCAPE.matcher(column.substring(1, column.length() - 1))
                .replaceAll(escape -> Matcher.quoteReplacement(plain(escape.group(1))));
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String plain(String escaped) {
        return switch (escaped) {
            case "n" -> "\n";
            case "t" -> "\t";
            default -> escaped.length() == 3 ? Character.toString(Integer.parseInt(escaped, 8)) : escaped;
        };
    }
}
