package dev.tagma.testkit.agent;

import java.util.List;
import java.util.Optional;

/** Something for the program itself, not for the model. */
sealed interface Command {

    record Clear() implements Command {}

    record Compact(String instructions) implements Command {}

    record Exit() implements Command {}

    /** A command that opens a dialog until it is closed. */
    record Menu(String name, List<String> lines) implements Command {}

    record Shell(String line) implements Command {}

    record Unknown(String name) implements Command {}

    /** What a message orders; none if it is text. */
    static Optional<Command> of(Message message) {
        var text = message.text();
        if (message.isNotice()) {
            return Optional.empty();
        }
        if (text.startsWith("!") && !text.substring(1).isBlank()) {
            return Optional.of(new Shell(text.substring(1).strip()));
        }
        return message.isPasted() ? Optional.empty() : SlashCommand.parse(text).map(Command::of);
    }

    private static Command of(SlashCommand command) {
        return switch (command.name()) {
            case "/clear", "/reset", "/new" -> new Clear();
            case "/compact" -> new Compact(command.arguments());
            case "/exit", "/quit" -> new Exit();
            case "/help" -> new Menu("/help", List.of("Prompts are scripts: SAY, BASH, WRITE, ASK, WAIT and more."));
            case "/model" -> new Menu("/model", List.of("There is only the script."));
            case String other -> new Unknown(other);
        };
    }
}
