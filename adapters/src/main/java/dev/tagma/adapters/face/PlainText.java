package dev.tagma.adapters.face;

import java.util.regex.Pattern;

/** Text without anything that a terminal or a terminal program would obey or hide. */
public final class PlainText {

    private static final Pattern ESCAPE = Pattern.compile(
            "\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|.)?", Pattern.DOTALL);

    /** Code points that programs drop or that make them ask for a second look at a paste. */
    private static final Pattern DROPPED = Pattern.compile(
            "[\\x{1}-\\x{8}\\x{e}-\\x{1a}\\x{1c}-\\x{1f}\\x{7f}-\\x{84}\\x{86}-\\x{9f}\\x{ad}"
                    + "\\x{34f}\\x{61c}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}\\x{180b}-\\x{180f}\\x{200b}\\x{200c}\\x{200e}\\x{200f}"
                    + "\\x{202a}-\\x{202e}\\x{2060}-\\x{206f}\\x{3164}\\x{feff}\\x{ffa0}\\x{fff0}-\\x{fffb}\\x{e0000}-\\x{e0fff}\\x{0}]");

    /** Zero-width joiners and variation selectors stay only where they join an emoji. */
    private static final Pattern STRAY_JOINER =
            Pattern.compile("(?<![\\p{IsEmoji}\\x{fe0f}\\x{200d}])[\\x{200d}\\x{fe00}-\\x{fe0f}]");

    private PlainText() {}

    /** Line ends become line feeds; control sequences, control and invisible characters are left out. */
    public static String of(String text) {
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
}
