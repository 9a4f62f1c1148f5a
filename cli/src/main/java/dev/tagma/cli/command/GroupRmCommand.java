package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.text;

import dev.tagma.cli.talk.Exit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma group rm}. */
final class GroupRmCommand implements Command {

    private final PositionalParamSpec named = argument(0, "GROUP", "1", "The group to remove, such as team/api.");
    private final Removal removal = new Removal();

    @Override
    public List<String> help() {
        return List.of(
                "Removes all sessions of a group, in it and below, each as tagma rm does: its work is saved first.",
                "To keep them and be rid of the group, use tagma group mv GROUP /.");
    }

    @Override
    public List<ArgSpec> words() {
        var words = new ArrayList<ArgSpec>(List.of(named));
        words.addAll(removal.words());
        return words;
    }

    @Override
    public Exit run(Context context) {
        removal.permitted();
        Group group = Group.find(context, text(named).orElseThrow());
        return removal.all(
                context,
                group.sessions().stream()
                        .filter(session -> !Listed.own(context, session))
                        .map(Removal.Target::of)
                        .toList());
    }
}
