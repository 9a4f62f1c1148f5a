package dev.tagma.cli;

import dev.tagma.cli.command.Commands;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Table;
import dev.tagma.cli.talk.Talk;
import java.util.List;
import java.util.stream.Collectors;

/** Lists commands for people, all of them or those of a family, and says so where a name is none. */
final class Listing {

    private Listing() {}

    static void print(Talk talk) {
        talk.print("tagma COMMAND [--json] [--home DIR] …   runs terminal coding agents");
        talk.print("");
        table(Commands.all(), talk);
        talk.print("");
        talk.print(
                "tagma COMMAND -h tells more. --home DIR keeps all state and configuration there, as TAGMA_HOME does.");
    }

    static void print(Commands.Family family, Talk talk) {
        talk.print("tagma %s COMMAND [--json] [--home DIR] …   %s".formatted(family.name(), family.summary()));
        talk.print("");
        table(family.members(), talk);
        talk.print("");
        talk.print("tagma %s COMMAND -h tells more.".formatted(family.name()));
    }

    private static void table(List<? extends Commands.Entry> entries, Talk talk) {
        var table = new Table();
        entries.forEach(one -> table.row(Span.of("  " + one.name(), Style.NAME), Span.of(one.summary())));
        talk.print(table);
    }

    static Failure unknown(String name) {
        return Failure.usage("there is no command '" + name + "'" + near(Commands.all(), name, "", "tagma -h"));
    }

    static Failure unknown(Commands.Family family, String own) {
        String prefix = family.name() + " ";
        return Failure.usage("there is no command '" + prefix + own + "'"
                + near(family.members(), own, prefix, "tagma " + prefix + "-h"));
    }

    static Failure incomplete(Commands.Family family) {
        String members = family.members().stream().map(Commands.Named::name).collect(Collectors.joining(", "));
        return Failure.usage(
                "%s needs one of %s: tagma %s -h tells more".formatted(family.name(), members, family.name()));
    }

    private static String near(List<? extends Commands.Entry> among, String name, String prefix, String list) {
        return among.stream()
                .map(Commands.Entry::name)
                .filter(known -> !name.isEmpty() && (known.startsWith(name) || name.startsWith(known)))
                .findFirst()
                .map(known -> ": did you mean " + prefix + known + "?")
                .orElse(": " + list + " lists them");
    }
}
