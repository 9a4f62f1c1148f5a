package dev.tagma.adapters.agent.acp;

import dev.tagma.spi.agent.Driver.Prepared;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a message text to the model. Agents take a prompt that begins with a slash for a command of their own, and some one
 * that begins with an exclamation mark for a command of the shell: such a first word is put in backticks.
 */
final class AcpText {

    private static final Pattern COMMAND = Pattern.compile("^\\s*([/!]\\S*)");

    private AcpText() {}

    static Prepared prepare(String text) {
        if (text.isBlank()) {
            return new Prepared.Refused("nothing is said in it");
        }
        Matcher command = COMMAND.matcher(text);
        return command.find()
                ? new Prepared.Text(
                        text.substring(0, command.start(1)) + "`" + command.group(1) + "`"
                                + text.substring(command.end(1)),
                        Optional.of("'" + command.group(1)
                                + "' at its beginning is put in backticks: it would be taken for a command"))
                : new Prepared.Text(text, Optional.empty());
    }
}
