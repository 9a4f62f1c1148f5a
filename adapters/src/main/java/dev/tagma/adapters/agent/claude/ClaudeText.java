package dev.tagma.adapters.agent.claude;

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

    private static final Pattern ESCAPE = Pattern.compile(
            "\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|.)?", Pattern.DOTALL);

    /** Code points that the program drops or that make it ask for a second look at the paste. */
    private static final Pattern DROPPED = Pattern.compile(
            "[\\x{1}-\\x{8}\\x{e}-\\x{1a}\\x{1c}-\\x{1f}\\x{7f}-\\x{84}\\x{86}-\\x{9f}\\x{ad}"
                    + "\\x{34f}\\x{61c}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}\\x{180b}-\\x{180f}\\x{200b}\\x{200c}\\x{200e}\\x{200f}"
                    + "\\x{202a}-\\x{202e}\\x{2060}-\\x{206f}\\x{3164}\\x{feff}\\x{ffa0}\\x{fff0}-\\x{fffb}\\x{e0000}-\\x{e0fff}\\x{0}]");

    /** Zero-width joiners and variation selectors stay only where they join an emoji. */
    private static final Pattern STRAY_JOINER =
            Pattern.compile("(?<![\\p{IsEmoji}\\x{fe0f}\\x{200d}])[\\x{200d}\\x{fe00}-\\x{fe0f}]");

    private ClaudeText() {}

    /** What is placed for this text. */
    static Prepared prepare(String text) {
        List<String> notes = new ArrayList<>();
        String clean = clean(text);
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

    private static String clean(String text) {
        String lines = text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace('\u000b', '\n')
                .replace('\f', '\n')
                .replace('\u0085', '\n')
                .replace('\u2028', '\n')
                .replace('\u2029', '\n');
        String plain = ESCAPE.matcher(lines).replaceAll("");
        return STRAY_JOINER.matcher(DROPPED.matcher(plain).replaceAll("")).replaceAll("");
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
