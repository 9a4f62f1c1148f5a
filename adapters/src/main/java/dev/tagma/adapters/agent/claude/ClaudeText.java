package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.face.PlainText;
import dev.tagma.spi.agent.Driver.Prepared;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps a message text to the model, never a command to Claude Code's program.
 *
 * <p>A paste of four lines or more becomes a placeholder in the composer, and the program then neither completes, nor
 * runs slash commands, nor exits on a word, nor reacts to keywords. A message that could trigger any of these is therefore
 * lengthened to four lines with line feeds at its end, which the model does not notice. {@code !} needs a line feed in
 * front as well; {@code @} at the start of a word attaches a file even then, and is written {@code \@}; a line that is
 * nothing but the path of an image is put in backticks.
 */
final class ClaudeText {

    private static final int PLACEHOLDER_NEWLINES = 3;

    /** Beyond this many characters a paste is a placeholder whatever it holds. */
    private static final int PLACEHOLDER_CHARS = 800;

    private static final Pattern WORD_AT = Pattern.compile("(?<=^|[\\s。、？！])@(?=\\S)", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern EXIT = Pattern.compile("exit|quit|:q!?|:wq!?");

    private static final Pattern KEYWORD =
            Pattern.compile("(?i)\\b(ultracode|ultrathink)\\b", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern IMAGE_LINE =
            Pattern.compile("(?im)^[ \\t'\"]*(?:/|~/)[^\\n`]*\\.(?:png|jpe?g|gif|webp)[ \\t'\"]*$");

    private ClaudeText() {}

    /** What is placed for this text. */
    static Prepared prepare(String text) {
        List<String> notes = new ArrayList<>();
        String clean = PlainText.of(text);
        if (!clean.equals(text)) {
            notes.add("control and invisible characters were left out");
        }
        if (clean.isBlank()) {
            return new Prepared.Refused("nothing is left of it without control and invisible characters");
        }
        String safe = WORD_AT.matcher(clean).replaceAll("\\\\@");
        if (!safe.equals(clean)) {
            notes.add("'@' at the start of a word is written '\\@': it would attach a file");
        }
        String quoted = IMAGE_LINE
                .matcher(safe)
                .replaceAll(line -> java.util.regex.Matcher.quoteReplacement(
                        "`" + line.group().strip() + "`"));
        if (!quoted.equals(safe)) {
            notes.add("a line that is only an image's path is put in backticks: it would attach the image");
        }
        String led = quoted.stripLeading().startsWith("!") && quoted.startsWith("!") ? "\n" + quoted : quoted;
        String placed = risky(led) ? lengthened(led) : led;
        return new Prepared.Text(placed, notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes)));
    }

    /** Whether the text could be taken for something else than text while it stands inline in the composer. */
    private static boolean risky(String text) {
        String trimmed = text.strip();
        return trimmed.startsWith("/")
                || trimmed.startsWith("!")
                || trimmed.endsWith("\\")
                || EXIT.matcher(trimmed).matches()
                || KEYWORD.matcher(text).find()
                || text.contains("@");
    }

    private static String lengthened(String text) {
        if (text.length() > PLACEHOLDER_CHARS) {
            return text;
        }
        long newlines = text.chars().filter(c -> c == '\n').count();
        return text + "\n".repeat((int) Math.max(0, PLACEHOLDER_NEWLINES - newlines));
    }

    /**
     * The form in which a message and the record of it are compared: without the program's wrapping, tabs as four spaces,
     * Unicode in its composed form, no white space at the ends.
     */
    static String normalise(String text) {
        String bare = PASTED.matcher(text).replaceAll("");
        return Normalizer.normalize(
                        bare.replace("\t", "    ").replace("</pasted_content>", "<\\/pasted_content>"),
                        Normalizer.Form.NFC)
                .strip();
    }

    /** A recorded prompt without the program's wrapping. */
    static String unwrapped(String text) {
        return PASTED.matcher(text).replaceAll("");
    }

    private static final Pattern PASTED = Pattern.compile("\n*</?pasted_content id=\"[0-9a-f]+\">\n?");
}
