package dev.tagma.adapters.runtime.tmux;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes values so that tmux's command language and formats take them literally. */
final class TmuxWords {

    private TmuxWords() {}

    /** One word of a command line: whatever it holds, tmux sees exactly that. */
    static String quoted(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A word of a command may not hold a NUL character");
        }
        // A line feed would end the command in control mode, so it is written as an escape between the quotes.
        return "'" + word.replace("'", "'\\''").replace("\n", "'\"\\n\"'") + "'";
    }

    static String quoted(Collection<String> words) {
        return words.stream().map(TmuxWords::quoted).collect(Collectors.joining(" "));
    }

    /** Text that a format expands to itself. tmux halves runs of {@code #}, but not those before a bracket. */
    static String unexpanded(String text) {
        var result = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); ) {
            int end = i;
            while (end < text.length() && text.charAt(end) == '#') {
                end++;
            }
            boolean style = end < text.length() && text.charAt(end) == '[';
            result.repeat('#', style ? end - i : 2 * (end - i));
            if (end < text.length()) {
                result.append(text.charAt(end));
            }
            i = end + 1;
        }
        return result.toString();
    }
}
