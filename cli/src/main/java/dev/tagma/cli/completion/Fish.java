package dev.tagma.cli.completion;

import java.util.stream.Collectors;

/** The script for fish 3 and later. */
public final class Fish {

    private static final String HEAD = """
        # Completes tagma in fish. Made by: tagma completion fish
        # To use it: tagma completion fish > ~/.config/fish/completions/tagma.fish
        complete -c tagma -f
        """;

    private Fish() {}

    /** @param root the program itself, whose members are the commands */
    public static String script(Completable root) {
        var script = new StringBuilder(HEAD);
        String none = "not __fish_seen_subcommand_from " + names(root);
        options(script, none, root);
        for (Completable one : root.members()) {
            offer(script, none, one);
            String seen = "__fish_seen_subcommand_from " + one.name();
            if (one.members().isEmpty()) {
                own(script, seen, one);
            } else {
                String incomplete = seen + "; and not __fish_seen_subcommand_from " + names(one);
                options(script, incomplete, one);
                for (Completable member : one.members()) {
                    offer(script, incomplete, member);
                    own(script, seen + "; and __fish_seen_subcommand_from " + member.name(), member);
                }
            }
        }
        return script.toString();
    }

    private static String names(Completable family) {
        return family.members().stream().map(Completable::name).collect(Collectors.joining(" "));
    }

    private static void offer(StringBuilder script, String when, Completable one) {
        begin(script, when)
                .append(" -a ")
                .append(one.name())
                .append(" -d ")
                .append(quoted(one.summary()))
                .append('\n');
    }

    private static void own(StringBuilder script, String when, Completable one) {
        options(script, when, one);
        one.arguments()
                .ifPresentOrElse(
                        kind -> begin(script, when)
                                .append(" -a ")
                                .append(quoted("(tagma completion " + kind.word() + " 2>/dev/null)"))
                                .append('\n'),
                        () -> begin(script, when).append(" -F\n"));
    }

    private static void options(StringBuilder script, String when, Completable one) {
        for (Completable.Option option : one.options()) {
            begin(script, when);
            for (String name : option.names()) {
                script.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
            }
            script.append(option.takesValue() ? " -r -F" : "")
                    .append(" -d ")
                    .append(quoted(option.help()))
                    .append('\n');
        }
    }

    private static StringBuilder begin(StringBuilder script, String when) {
        return script.append("complete -c tagma -n ").append(quoted(when));
    }

    /** In the single quotes of fish, backslashes and single quotes are escaped. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
