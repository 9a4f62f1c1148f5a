package dev.tagma.adapters.agent.claude.screen;

import dev.tagma.adapters.agent.claude.screen.Manifest.Place;
import dev.tagma.adapters.agent.claude.screen.ScreenReading.Composer;
import dev.tagma.spi.runtime.Screen.Row;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A screen whose lower end is the composer: text between two rules, with the conversation above it and the footer below.
 */
final class ComposerView implements Places {

    /** A row that is mostly a rule; the upper one may carry the session's name or how many rows are scrolled away. */
    private static final Pattern UPPER = Pattern.compile("─{3,}.*─");

    private static final Pattern LOWER = Pattern.compile("─{10,}");
    private static final Pattern SCROLLED = Pattern.compile("─+ ↑ \\d+ more ─+");
    private static final Pattern PROMPT = Pattern.compile("[❯!](?: .*)?");

    /** Where an item begins: what a person or the model said, or a line of the program's own. */
    private static final Pattern ITEM = Pattern.compile("[●❯✻✽✶✢✳·*](?: .*)?");

    /** Hints stand at the right end of the row above the composer. */
    private static final Pattern HINT = Pattern.compile("\\s{15,}\\S.*");

    /** What the last row says while the conversation is scrolled back; the newest prompt is then shown above it. */
    private static final String SCROLLED_BACK = "Jump to bottom (";

    private static final int FOOTER_ROWS = 12;

    private final List<Row> rows;
    private final int upper;
    private final int lower;
    private final int last;
    private final Composer composer;

    private ComposerView(List<Row> rows, int upper, int lower, int last) {
        this.rows = rows;
        this.upper = upper;
        this.lower = lower;
        this.last = last;
        this.composer = ComposerText.of(rows.subList(upper + 1, lower));
    }

    /** The view of these rows, if they end with a composer. */
    static Optional<ComposerView> of(List<Row> rows, int last) {
        int lower = last;
        while (lower > 0 && !LOWER.matcher(text(rows, lower)).matches()) {
            if (last - lower >= FOOTER_ROWS) {
                return Optional.empty();
            }
            lower--;
        }
        int upper = lower - 1;
        while (upper > 0 && !UPPER.matcher(text(rows, upper)).matches()) {
            upper--;
        }
        if (upper <= 0 || upper + 1 >= lower || lower == last) {
            return Optional.empty();
        }
        boolean scrolled = SCROLLED.matcher(text(rows, upper)).matches();
        boolean prompt = PROMPT.matcher(text(rows, upper + 1)).matches();
        return prompt || scrolled ? Optional.of(new ComposerView(rows, upper, lower, last)) : Optional.empty();
    }

    Composer composer() {
        return composer;
    }

    @Override
    public List<String> rows(Place place) {
        return switch (place) {
            case PROMPT -> List.of(text(rows, upper + 1));
            case FOOTER -> texts(lower + 1, last + 1);
            case ABOVE -> texts(touching(), upper);
            case LATEST -> latest();
            case PROMPTED -> prompted();
            case DIALOG -> List.of();
        };
    }

    /** The first of the rows that stand on the composer without a gap; a menu has no hint between. */
    private int touching() {
        int from = upper;
        while (from > 0
                && !text(rows, from - 1).isBlank()
                && !HINT.matcher(text(rows, from - 1)).matches()) {
            from--;
        }
        return from;
    }

    /** The newest item with all that follows it, or the whole screen above where there is none yet. */
    private List<String> latest() {
        int end = upper;
        if (end > 0 && HINT.matcher(text(rows, end - 1)).matches()) {
            end--;
        }
        int from = end - 1;
        while (from > 0 && !ITEM.matcher(text(rows, from)).matches()) {
            from--;
        }
        return texts(Math.max(0, from), end);
    }

    private List<String> prompted() {
        List<String> latest = latest();
        boolean prompt = !latest.isEmpty() && latest.getFirst().startsWith("❯");
        int end = latest.size();
        while (end > 0 && latest.get(end - 1).isBlank()) {
            end--;
        }
        boolean answered = latest.subList(0, end).stream()
                .anyMatch(row -> row.isBlank() || row.stripLeading().startsWith("⎿") || row.contains(SCROLLED_BACK));
        return prompt && !answered ? latest.subList(0, end) : List.of();
    }

    private List<String> texts(int from, int to) {
        return rows.subList(Math.max(0, Math.min(from, to)), to).stream()
                .map(Row::text)
                .map(ComposerView::plain)
                .toList();
    }

    private static String text(List<Row> rows, int at) {
        return plain(rows.get(at).text());
    }

    /** The program pads some of its signs with no-break spaces. */
    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }
}
