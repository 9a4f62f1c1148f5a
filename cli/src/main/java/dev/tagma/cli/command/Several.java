package dev.tagma.cli.command;

import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The sessions that a command does the same to; one that fails does not keep the others from it. */
final class Several {

    private final Context context;
    private final List<String> names;

    private Several(Context context, List<String> names) {
        this.context = context;
        this.names = names;
    }

    static Several named(Context context, PositionalParamSpec argument) {
        return new Several(
                context,
                Words.texts(argument).stream()
                        .map(name -> Values.name(name, "session"))
                        .distinct()
                        .toList());
    }

    /** Those that were named; within an agent's pane, its own session where none was. */
    static Several namedOrOwn(Context context, PositionalParamSpec argument) {
        Several named = named(context, argument);
        Optional<String> own = named.names.isEmpty() ? context.ownSession() : Optional.empty();
        if (named.names.isEmpty() && own.isEmpty()) {
            throw Failure.usage("no session is named: give its handle or id");
        }
        return own.map(session -> new Several(context, List.of(session))).orElse(named);
    }

    /** Does it to each, and returns the last exit that is not good. */
    Exit each(Consumer<String> action) {
        Exit worst = Exit.OK;
        for (String name : names) {
            try {
                action.accept(name);
            } catch (Failure refused) {
                if (names.size() == 1 || refused.exit() == Exit.TRANSPORT) {
                    throw refused;
                }
                context.fail(refused);
                worst = refused.exit();
            }
        }
        return worst;
    }
}
