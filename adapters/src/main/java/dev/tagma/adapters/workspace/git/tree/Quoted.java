package dev.tagma.adapters.workspace.git.tree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes as quoted ASCII text in the manner of C, which git reads and writes too. */
public final class Quoted {

    private Quoted() {}

    /** The bytes between quotes, with escapes for all that is not printable ASCII. */
    public static String quote(String latin1) {
        var text = new StringBuilder(latin1.length() + 2).append('"');
        for (int i = 0; i < latin1.length(); i++) {
            char c = latin1.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c == '\t') {
                text.append("\\t");
            } else if (c >= ' ' && c <= '~') {
                text.append(c);
            } else {
                text.append('\\')
                        .append((char) ('0' + (c >> 6)))
                        .append((char) ('0' + ((c >> 3) & 7)))
                        .append((char) ('0' + (c & 7)));
            }
        }
        return text.append('"').toString();
    }

    /** The bytes that {@link #quote} was given. */
    public static String unquote(String quoted) {
        if (quoted.length() < 2 || quoted.charAt(0) != '"' || quoted.charAt(quoted.length() - 1) != '"') {
            throw new IllegalArgumentException("Not a quoted name: " + quoted);
        }
        var text = new StringBuilder(quoted.length());
        int i = 1;
        int end = quoted.length() - 1;
        while (i < end) {
            char c = quoted.charAt(i++);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = quoted.charAt(i++);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case '"', '\\' -> text.append(escaped);
                default -> {
                    text.append((char) Integer.parseInt(quoted.substring(i - 1, i + 2), 8));
                    i += 2;
                }
            }
        }
        return text.toString();
    }

    /** The bytes as a person reads them: as UTF-8 where they are printable text, else quoted. */
    static String readable(String latin1) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
            if (text.codePoints().noneMatch(Character::isISOControl)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // Not text.
        }
        return quote(latin1);
    }
}
