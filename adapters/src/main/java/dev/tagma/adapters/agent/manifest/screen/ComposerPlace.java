package dev.tagma.adapters.agent.manifest.screen;

import dev.tagma.adapters.agent.manifest.form.ScreenForm.ComposerForm;
import dev.tagma.spi.runtime.Screen.Row;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where the composer is and what stands in it.
 *
 * @param upper its upper edge, or the row above its first one
 * @param lower its lower edge, or the row below its last one
 */
record ComposerPlace(int upper, int lower, Composer composer) {

    /** Zero-width signs that programs put at the cursor. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\u200b\\u200c\\u200d\\u2060\\ufeff]");

    private static final int BESIDE_ROWS = 3;

    static Optional<ComposerPlace> of(List<Row> rows, int last, int columns, ComposerForm form) {
        return form.above().isPresent() && form.below().isPresent()
                ? edged(rows, last, form, form.above().get(), form.below().get())
                : bare(rows, last, columns, form);
    }

    private static Optional<ComposerPlace> edged(
            List<Row> rows, int last, ComposerForm form, Pattern above, Pattern below) {
        int lower = last;
        while (lower > 0 && !fits(rows, lower, below)) {
            if (last - lower >= form.footer()) {
                return Optional.empty();
            }
            lower--;
        }
        int upper = lower - 1;
        while (upper >= 0 && !fits(rows, upper, above)) {
            upper--;
        }
        if (upper < 0
                || upper + 1 >= lower
                || !prompts(rows, upper + 1, form)
                || !beside(rows, upper, lower, last, form)) {
            return Optional.empty();
        }
        return Optional.of(new ComposerPlace(upper, lower, composer(rows.subList(upper + 1, lower), form)));
    }

    private static boolean beside(List<Row> rows, int upper, int lower, int last, ComposerForm form) {
        return form.beside()
                .map(beside -> IntStream.concat(
                                IntStream.range(Math.max(0, upper - BESIDE_ROWS), upper),
                                IntStream.rangeClosed(lower + 1, last))
                        .anyMatch(at -> beside.matcher(rows.get(at).text().stripTrailing())
                                .find()))
                .orElse(true);
    }

    /** The last row, with those above it that it goes on from because they are full. */
    private static Optional<ComposerPlace> bare(List<Row> rows, int last, int columns, ComposerForm form) {
        for (int first = last; first >= 0; first--) {
            if (prompts(rows, first, form)) {
                List<Row> own = rows.subList(first, last + 1);
                return Optional.of(new ComposerPlace(first - 1, last + 1, composer(own, form)));
            }
            if (first == 0 || rows.get(first - 1).text().length() < columns) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Composer composer(List<Row> rows, ComposerForm form) {
        Matcher prompt = form.prompt().matcher(rows.getFirst().text());
        int margin = prompt.find() ? prompt.end() : 0;
        StringBuilder text = new StringBuilder();
        boolean dim = true;
        for (Row row : rows) {
            String line = row.text();
            int from = Math.min(margin, line.length());
            text.append(text.isEmpty() ? "" : "\n").append(line.substring(from).stripTrailing());
            dim &= dim(row, from);
        }
        String plain = INVISIBLE.matcher(text).replaceAll("").strip();
        if (plain.isEmpty() || dim || form.hints().contains(plain)) {
            return new Composer.Empty();
        }
        for (Pattern pasted : form.pasted()) {
            Matcher found = pasted.matcher(plain);
            if (found.matches()) {
                return new Composer.Pasted(plain, number(found, "lines"), number(found, "chars"));
            }
        }
        return new Composer.Draft(plain);
    }

    /** A hint is dim, but for its first letter, which may show the cursor. */
    private static boolean dim(Row row, int from) {
        boolean first = true;
        for (int i = from; i < row.text().length(); i++) {
            if (Character.isWhitespace(row.text().charAt(i))) {
                continue;
            }
            char style = i < row.styles().length() ? row.styles().charAt(i) : ' ';
            if (style != 'd' && !(first && style == 'r')) {
                return false;
            }
            first = false;
        }
        return true;
    }

    private static OptionalInt number(Matcher found, String group) {
        if (!found.namedGroups().containsKey(group) || found.group(group) == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(found.group(group)));
        } catch (NumberFormatException noNumber) {
            return OptionalInt.empty();
        }
    }

    private static boolean prompts(List<Row> rows, int at, ComposerForm form) {
        return form.prompt().matcher(rows.get(at).text()).find();
    }

    private static boolean fits(List<Row> rows, int at, Pattern edge) {
        return edge.matcher(rows.get(at).text().stripTrailing()).matches();
    }
}
