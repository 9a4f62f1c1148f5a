package dev.tagma.adapters.agent.claude.screen;

import dev.tagma.adapters.agent.claude.screen.Manifest.Place;
import dev.tagma.spi.runtime.Screen.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A screen whose lower end is not the composer: a dialog from its upper rule down, often with numbered options. */
final class DialogView implements Places {

    private static final Pattern RULE = Pattern.compile("[─▔]{10,}");
    private static final Pattern INNER_RULE = Pattern.compile("╌{10,}");
    private static final Pattern FIRST_OPTION = Pattern.compile("\\s*(?:❯\\s+)?1\\.\\s+\\S.*");
    private static final Pattern OPTION = Pattern.compile("(\\s*(?:❯\\s+)?)(\\d)\\.(\\s+)(\\S.*)");

    private final List<Row> rows;
    private final int last;
    private final int firstOption;
    private final int from;

    DialogView(List<Row> rows, int last) {
        this.rows = rows;
        this.last = last;
        this.firstOption = firstOption();
        this.from = upperRule(firstOption < 0 ? last : firstOption);
    }

    /** The row of the lowest option with the number 1, or -1. */
    private int firstOption() {
        int at = last;
        while (at >= 0 && !FIRST_OPTION.matcher(text(at)).matches()) {
            at--;
        }
        return at;
    }

    /** The nearest rule above; a dialog taller than the screen has none left. */
    private int upperRule(int below) {
        int at = below;
        while (at > 0 && !RULE.matcher(text(at)).matches()) {
            at--;
        }
        return at;
    }

    @Override
    public List<String> rows(Place place) {
        return place == Place.DIALOG
                ? rows.subList(from, last + 1).stream().map(DialogView::plain).toList()
                : List.of();
    }

    /** The dialog without its options and rules. */
    String subject() {
        int to = firstOption < 0 ? last + 1 : firstOption;
        List<String> lines = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String line = text(i).strip();
            if (!line.isEmpty() && !line.matches("[─▔╌]+")) {
                lines.add(line);
            }
        }
        return String.join("\n", lines);
    }

    /** What stands between the last two inner rules, without the bar in front of wrapped lines; empty without those. */
    String body() {
        int end = innerRule(firstOption);
        int begin = innerRule(end);
        if (begin < 0) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        for (int i = begin + 1; i < end; i++) {
            lines.add(text(i).strip().replaceFirst("^│ ?", ""));
        }
        return String.join("\n", lines).strip();
    }

    /** The nearest inner rule above that row and within the dialog, or -1. */
    private int innerRule(int below) {
        int at = below - 1;
        while (at > from && !INNER_RULE.matcher(text(at).strip()).matches()) {
            at--;
        }
        return at > from ? at : -1;
    }

    /** The options with the mark. */
    ScreenReading.Options marked() {
        int marked = -1;
        for (int i = Math.max(0, firstOption); i <= last && firstOption >= 0; i++) {
            Matcher option = OPTION.matcher(text(i));
            if (option.matches() && option.group(1).contains("❯")) {
                marked = Integer.parseInt(option.group(2)) - 1;
            }
        }
        return new ScreenReading.Options(options(), marked);
    }

    /** The labels of the numbered options in their order; a label that was wrapped is put together again. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        int column = -1;
        for (int i = Math.max(0, firstOption); i <= last && firstOption >= 0; i++) {
            Matcher option = OPTION.matcher(text(i));
            if (option.matches() && Integer.parseInt(option.group(2)) == options.size() + 1) {
                options.add(option.group(4).strip());
                column = option.start(4);
            } else if (!options.isEmpty() && indentation(text(i)) == column) {
                options.set(options.size() - 1, options.getLast() + " " + text(i).strip());
            } else if (text(i).isBlank()) {
                column = -1;
            }
        }
        return List.copyOf(options);
    }

    private static int indentation(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at == line.length() ? -1 : at;
    }

    private String text(int at) {
        return plain(rows.get(at));
    }

    private static String plain(Row row) {
        return row.text().replace('\u00a0', ' ');
    }
}
