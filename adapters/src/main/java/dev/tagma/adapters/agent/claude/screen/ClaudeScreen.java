package dev.tagma.adapters.agent.claude.screen;

import dev.tagma.adapters.agent.claude.screen.ScreenReading.Composer;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Screen.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the live region of a rendered screen: the composer with what stands above and below it, or the dialog. */
public final class ClaudeScreen {

    private static final Pattern RULE = Pattern.compile("[─]{10,}.*");
    private static final Pattern OPTION = Pattern.compile("\\s*(?:❯\\s*)?([0-9])\\.\\s+(.*)");
    private static final Pattern SPINNER = Pattern.compile("^[·✢✳✶✻✽*] .*…\\s*\\(.*");
    private static final Pattern RETRY = Pattern.compile(".*retrying in [0-9]+s.*");
    private static final Pattern COMPACTING = Pattern.compile("^[·✢✳✶✻✽*] Compacting.*");
    private static final Pattern PASTED = Pattern.compile("\\[Pasted text #([0-9]+)(?: \\+([0-9]+) lines)?\\]");
    private static final int FOOTER_ROWS = 8;
    private static final int STATUS_ROWS = 8;

    /** What the screen shows. */
    public ScreenReading read(Screen screen) {
        List<Row> rows = screen.rows();
        int last = lastShown(rows);
        if (last < 0) {
            return new ScreenReading.Unknown("an empty screen");
        }
        return composer(rows, last).map(span -> withComposer(rows, span, last)).orElseGet(() -> dialog(rows, last));
    }

    private static int lastShown(List<Row> rows) {
        int last = rows.size() - 1;
        while (last >= 0 && rows.get(last).text().isBlank()) {
            last--;
        }
        return last;
    }

    /** The rows between the last two rules, if the first of them begins with the prompt. */
    private static Optional<int[]> composer(List<Row> rows, int last) {
        int bottom = last;
        while (bottom > 0
                && last - bottom <= FOOTER_ROWS
                && !RULE.matcher(rows.get(bottom).text()).matches()) {
            bottom--;
        }
        if (bottom == 0 || !RULE.matcher(rows.get(bottom).text()).matches()) {
            return Optional.empty();
        }
        int top = bottom - 1;
        while (top > 0 && !RULE.matcher(rows.get(top).text()).matches()) {
            top--;
        }
        boolean prompt = top + 1 < bottom && rows.get(top + 1).text().matches("^[❯!][\\s\\u00a0].*|^❯$");
        return prompt ? Optional.of(new int[] {top, bottom}) : Optional.empty();
    }

    private static ScreenReading withComposer(List<Row> rows, int[] span, int last) {
        Composer composer = composerOf(rows.subList(span[0] + 1, span[1]));
        String footer = text(rows, span[1] + 1, last + 1);
        String above = text(rows, Math.max(0, span[0] - STATUS_ROWS), span[0]);
        if (footer.contains("Press Ctrl-C again to exit")
                || above.lines().anyMatch(line -> line.matches("\\s+❯ /.*"))) {
            return new ScreenReading.Menu(footer.strip());
        }
        Optional<String> spinner =
                above.lines().filter(line -> SPINNER.matcher(line).matches()).reduce((a, b) -> b);
        if (above.lines().anyMatch(line -> RETRY.matcher(line).matches())) {
            String detail = above.lines()
                    .filter(line -> RETRY.matcher(line).matches())
                    .findFirst()
                    .orElse("");
            return new ScreenReading.Retrying(composer, detail.strip());
        }
        if (above.lines().anyMatch(line -> COMPACTING.matcher(line).matches())) {
            return new ScreenReading.Compacting(composer);
        }
        if (spinner.isPresent() || footer.contains("esc to interrupt")) {
            return new ScreenReading.Working(
                    composer, spinner.orElse("esc to interrupt").strip());
        }
        return new ScreenReading.Idle(composer);
    }

    private static Composer composerOf(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        StringBuilder styles = new StringBuilder();
        for (Row row : rows) {
            String text = row.text();
            int from = Math.min(2, text.length());
            lines.add(text.substring(from).stripTrailing());
            styles.append(row.styles().substring(Math.min(from, row.styles().length())));
        }
        String text = String.join("\n", lines).stripTrailing();
        if (text.isBlank()) {
            return new Composer.Empty();
        }
        String shown = styles.toString().stripTrailing();
        boolean dim = shown.length() > 1
                && shown.substring(1).chars().allMatch(style -> style == 'd' || style == ' ')
                && shown.indexOf('d') >= 0
                && normalCharacters(rows) == 0;
        if (dim) {
            return new Composer.Placeholder(text);
        }
        Matcher pasted = PASTED.matcher(text);
        if (PASTED.matcher(text).replaceAll("").isBlank() && pasted.find()) {
            int number = Integer.parseInt(pasted.group(1));
            int count = pasted.group(2) == null ? 0 : Integer.parseInt(pasted.group(2));
            return new Composer.Pasted(number, count);
        }
        return new Composer.Draft(text);
    }

    /** How many visible characters behind the cursor's are not dim. */
    private static int normalCharacters(List<Row> rows) {
        int count = 0;
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            for (int i = r == 0 ? 3 : 2; i < row.text().length(); i++) {
                boolean visible = !Character.isWhitespace(row.text().charAt(i))
                        && row.text().charAt(i) != '\u00a0';
                if (visible && i < row.styles().length() && row.styles().charAt(i) != 'd') {
                    count++;
                }
            }
        }
        return count;
    }

    private static ScreenReading dialog(List<Row> rows, int last) {
        int from = last;
        while (from > 0 && !RULE.matcher(rows.get(from).text()).matches()) {
            from--;
        }
        String text = text(rows, from, last + 1);
        String above = text(rows, Math.max(0, from - 30), last + 1);
        List<String> options = new ArrayList<>();
        text.lines().forEach(line -> {
            Matcher option = OPTION.matcher(line);
            if (option.matches()) {
                options.add(option.group(2).strip());
            }
        });
        if (text.contains("Yes, I trust this folder")
                || text.contains("Do you want to use this API key?")
                || text.contains("Choose the text style")
                || text.contains("Select login method")
                || text.contains("Bypass Permissions mode")) {
            return new ScreenReading.TrustOrLogin(firstLine(text));
        }
        if (above.contains("Ready to code?") || text.contains("Exit plan mode?")) {
            return new ScreenReading.Plan(firstLine(text), options);
        }
        if (text.contains("Enter to select ·") || above.contains("Enter to select · ↑/↓")) {
            return new ScreenReading.Question(firstLine(text), options);
        }
        if (text.contains("Do you want to") && text.contains("Esc to cancel") && !options.isEmpty()) {
            return new ScreenReading.Permission(text, options);
        }
        if (text.contains("Esc to") || text.contains("esc to")) {
            return new ScreenReading.Menu(firstLine(text));
        }
        return new ScreenReading.Unknown(firstLine(text));
    }

    private static String text(List<Row> rows, int from, int to) {
        return String.join(
                "\n",
                rows.subList(Math.min(from, to), to).stream().map(Row::text).toList());
    }

    private static String firstLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !RULE.matcher(line).matches())
                .findFirst()
                .orElse("");
    }
}
