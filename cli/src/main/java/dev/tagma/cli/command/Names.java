package dev.tagma.cli.command;

import dev.tagma.cli.talk.Failure;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Which session a command is about. */
final class Names {

    private Names() {}

    /** The one that was named; within an agent's pane, its own where none was. */
    static String sessionOrOwn(PositionalParamSpec argument, Context context) {
        return Words.text(argument)
                .map(name -> Values.name(name, "session"))
                .or(context::ownSession)
                .orElseThrow(() -> Failure.usage("no session is named: give its handle or id"));
    }

    /** A command that an agent's turn waits for must not wait for that turn: neither would ever end. */
    static void requireAnother(Context context, String id) {
        if (context.ownSession().filter(id::equals).isPresent()) {
            throw Failure.usage(
                    "a session cannot wait for itself: its turn is not over before this command is; tagma send does not wait");
        }
    }

    /** A request's id as people are shown it: long enough to be unlike those that were opened about the same time. */
    static String shortened(String id, List<String> among) {
        int length = 13;
        while (length < id.length() && among.stream().anyMatch(clashes(id, length))) {
            length++;
        }
        return id.substring(0, Math.min(length, id.length()));
    }

    private static java.util.function.Predicate<String> clashes(String id, int length) {
        return other -> !other.equals(id) && other.startsWith(id.substring(0, length));
    }

    static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
