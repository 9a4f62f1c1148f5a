package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.adapters.face.PlainText;
import dev.tagma.spi.agent.Driver.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a message text to the model, never a command to the program. A slash at its beginning would be a command of the
 * program: such a word is put in backticks. An {@code @} at the start of a word would attach a file and is written
 * {@code \@}.
 */
final class StreamText {

    private static final Pattern COMMAND = Pattern.compile("^\\s*([/!]\\S*)");

    private static final Pattern WORD_AT = Pattern.compile("(?<=^|[\\s。、？！])@(?=\\S)", Pattern.UNICODE_CHARACTER_CLASS);

    private StreamText() {}

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
        Matcher command = COMMAND.matcher(safe);
        if (command.find()) {
            notes.add(
                    "'" + command.group(1) + "' at its beginning is put in backticks: it would be taken for a command");
            safe = safe.substring(0, command.start(1)) + "`" + command.group(1) + "`" + safe.substring(command.end(1));
        }
        return new Prepared.Text(safe, notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes)));
    }
}
