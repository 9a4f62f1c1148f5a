package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.arguments;
import static dev.tagma.cli.command.Words.texts;

import dev.tagma.cli.talk.Exit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma rm}. */
final class RmCommand implements Command {

    private final PositionalParamSpec sessions = arguments(0, "ID", "1..*", "Handles or ids of sessions.");
    private final Removal removal = new Removal();

    @Override
    public List<String> help() {
        return List.of(
                "Removes sessions: stops the agent, saves everything of the workspace, says where, removes what Tagma"
                        + " made.",
                "Refuses a workspace with work that is neither committed nor pushed, unless --force allows it.");
    }

    @Override
    public List<ArgSpec> words() {
        var words = new ArrayList<ArgSpec>(List.of(sessions));
        words.addAll(removal.words());
        return words;
    }

    @Override
    public Exit run(Context context) {
        removal.permitted();
        List<Removal.Target> targets = texts(sessions).stream()
                .map(name -> Values.name(name, "session"))
                .distinct()
                .map(name -> Removal.Target.named(context, name))
                .toList();
        return removal.all(context, targets);
    }
}
