package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.arguments;
import static dev.tagma.cli.command.Words.texts;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.talk.Failure;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The text that a command line says to an agent, on the line itself or in a file. */
final class Wording {

    private final PositionalParamSpec words;
    private final OptionSpec file = value("FILE", "Take the text from a file; - is stdin.", "-f", "--file");
    private final String command;

    /**
     * @param index the first argument that can be the text
     * @param command the command's name
     */
    Wording(int index, String command) {
        this.words = arguments(
                index, "TEXT", "0..*", "What to say, in quotes; put -- before a text that begins with a hyphen.");
        this.command = command;
    }

    List<ArgSpec> words() {
        return List.of(words, file);
    }

    String text(Context context) {
        return given(context).orElseThrow(() -> Failure.usage("there is nothing to say: give a TEXT, or --file"));
    }

    /** The text, where there is to be one. */
    Optional<String> given(Context context) {
        List<String> given = texts(words);
        Optional<String> from = Words.text(file);
        if (from.isPresent() && !given.isEmpty()) {
            throw Failure.usage("a text and --file exclude each other: give one");
        }
        if (given.size() > 1) {
            throw Failure.usage("%s takes one text, not %d: put it in quotes".formatted(command, given.size()));
        }
        Optional<String> text =
                from.map(name -> read(context, name)).or(() -> given.stream().findFirst());
        if (text.filter(String::isBlank).isPresent()) {
            throw Failure.usage("the text is empty: there is nothing to say");
        }
        return text;
    }

    private static String read(Context context, String name) {
        return name.equals("-")
                ? MessageText.read(context.input(), "stdin")
                : MessageText.read(Values.path(context.workingDirectory(), name));
    }
}
