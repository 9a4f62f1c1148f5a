package dev.tagma.adapters.agent.manifest.screen;

import java.util.OptionalInt;

/** What stands in a composer. */
public sealed interface Composer {

    /** Nothing, or a hint. */
    record Empty() implements Composer {}

    /** Text, its rows joined by line feeds as shown; of a tall one only a part may be shown. */
    record Draft(String text) implements Composer {}

    /**
     * One placeholder of a paste and nothing else.
     *
     * @param lines how many lines it says it stands for
     * @param chars how many characters it says it stands for
     */
    record Pasted(String shown, OptionalInt lines, OptionalInt chars) implements Composer {

        /** Whether it may stand for this text. */
        public boolean fits(String text) {
            int breaks = (int) text.chars().filter(c -> c == '\n').count();
            boolean rightLines = lines.isEmpty() || Math.abs(lines.getAsInt() - (breaks + 1)) <= 1;
            boolean rightChars = chars.isEmpty()
                    || chars.getAsInt() == text.length()
                    || chars.getAsInt() == text.codePointCount(0, text.length());
            return (lines.isPresent() || chars.isPresent()) && rightLines && rightChars;
        }
    }
}
