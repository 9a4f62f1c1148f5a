package dev.tagma.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A command as a shell completes it.
 *
 * @param arguments what its arguments name; none where those are files or words of one's own
 * @param members the commands below it, where it is only the name of a family
 */
public record Completable(
        String name, String summary, List<Option> options, Optional<Kind> arguments, List<Completable> members) {

    public Completable {
        options = List.copyOf(options);
        members = List.copyOf(members);
    }

    /** Things that have names and whose names can be asked for. */
    public enum Kind {
        AGENTS,
        HANDLES,
        RESCUES;

        /** The word after {@code tagma completion} that prints them. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An option. */
    public record Option(List<String> names, boolean takesValue, String help) {

        public Option {
            names = List.copyOf(names);
        }
    }

    /** What can be completed at the point that some words of commands lead to; none at first. */
    record Point(String words, Completable command) {}

    /** Every point of a command line below this, the program itself. */
    List<Point> points() {
        var points = new ArrayList<Point>(List.of(new Point("", this)));
        for (Completable one : members) {
            points.add(new Point(one.name(), one));
            one.members().forEach(member -> points.add(new Point(one.name() + " " + member.name(), member)));
        }
        return points;
    }

    /** The names of those of its members that have members themselves. */
    String familyNames(String between) {
        return members.stream()
                .filter(one -> !one.members().isEmpty())
                .map(Completable::name)
                .collect(Collectors.joining(between));
    }

    /** The names of its options. */
    List<String> optionNames() {
        return options.stream().flatMap(option -> option.names().stream()).toList();
    }

    /** The names of those of its options that a value follows. */
    List<String> valuedNames() {
        return options.stream()
                .filter(Option::takesValue)
                .flatMap(option -> option.names().stream())
                .toList();
    }

    /** A text in the single quotes of a shell. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
