package dev.tagma.testkit.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A command to the program itself. */
record SlashCommand(String name, String arguments) {

    private static final Pattern FORM = Pattern.compile("/([\\w:-]+)(?:\\s+(.*))?", Pattern.DOTALL);

    /** The command that a text is; none if its name has a strange character or is that of a file. */
    static Optional<SlashCommand> parse(String text) {
        var match = FORM.matcher(text.strip());
        if (!match.matches() || Files.exists(Path.of("/" + match.group(1)))) {
            return Optional.empty();
        }
        var arguments = match.group(2) == null ? "" : match.group(2).strip();
        return Optional.of(new SlashCommand("/" + match.group(1).toLowerCase(Locale.ROOT), arguments));
    }
}
