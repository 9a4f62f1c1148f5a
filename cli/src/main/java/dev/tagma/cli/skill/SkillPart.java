package dev.tagma.cli.skill;

import dev.tagma.cli.talk.Failure;
import java.nio.file.Path;
import java.util.Optional;

/** A part of a file that is otherwise somebody else's: all around it stays, byte for byte. */
record SkillPart(Path file) implements SkillPlace {

    private static final String BEGIN = "<!-- tagma: begin, written by tagma install-skill -->";
    private static final String END = "<!-- tagma: end -->";

    @Override
    public String content(Optional<String> present) {
        String own = BEGIN + "\n\n" + SkillText.read() + "\n" + END + "\n";
        String text = present.orElse("");
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 && end < 0) {
            return text + gap(text) + own;
        }
        if (begin < 0 || end < begin || text.indexOf(BEGIN, begin + 1) >= 0 || text.indexOf(END, end + 1) >= 0) {
            throw Failure.failed("%s holds half of Tagma's part, or more than one; remove the lines '%s' and '%s' first"
                    .formatted(file, BEGIN, END));
        }
        int behind = end + END.length();
        return text.substring(0, begin) + own.strip() + text.substring(behind);
    }

    private static String gap(String text) {
        if (text.isEmpty()) {
            return "";
        }
        return text.endsWith("\n") ? "\n" : "\n\n";
    }
}
