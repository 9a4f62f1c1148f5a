package dev.tagma.cli;

import dev.tagma.cli.command.Command;
import dev.tagma.cli.command.Commands;
import dev.tagma.cli.command.Common;
import dev.tagma.cli.talk.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that has been read into a command's words. */
final class Parsed {

    private final CommandLine line;
    private final OptionSpec json;
    private final OptionSpec home;
    private final OptionSpec help;

    private Parsed(CommandLine line, OptionSpec json, OptionSpec home, OptionSpec help) {
        this.line = line;
        this.json = json;
        this.home = home;
        this.help = help;
    }

    static Parsed of(Commands.Named named, Command command, List<String> words) {
        OptionSpec json = Common.json();
        OptionSpec help = Common.help();
        OptionSpec home = Common.home();
        CommandSpec spec = CommandSpec.create().name("tagma " + named.name());
        command.words().forEach(spec::add);
        spec.add(json);
        if (command.hasHome()) {
            spec.add(home);
        }
        spec.add(help);
        spec.usageMessage()
                .description(command.help().toArray(String[]::new))
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .width(100);
        // A message may begin with @: it is never the name of a file with more arguments.
        CommandLine line = new CommandLine(spec).setExpandAtFiles(false);
        try {
            line.parseArgs(words.toArray(String[]::new));
        } catch (ParameterException refused) {
            throw failure(named, command, refused);
        }
        return new Parsed(line, json, home, help);
    }

    private static Failure failure(Commands.Named named, Command command, ParameterException refused) {
        String help = "; tagma " + named.name() + " -h tells more";
        if (refused instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            if (!command.hasHome() && word.startsWith("--home")) {
                return Failure.usage("%s makes a home of its own: leave out --home%s".formatted(named.name(), help));
            }
            if (word.startsWith("-")) {
                return Failure.usage("%s has no option '%s'; put -- before a text that begins with a hyphen%s"
                        .formatted(named.name(), word, help));
            }
            return Failure.usage("%s does not take '%s'%s".formatted(named.name(), word, help));
        }
        String said = refused.getMessage();
        String sentence = said == null ? "the command line cannot be read" : said;
        return Failure.usage(sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1) + help);
    }

    boolean helpWanted() {
        return line.isUsageHelpRequested() && help.getValue() != null;
    }

    String help() {
        return line.getUsageMessage(Ansi.OFF);
    }

    boolean json() {
        Boolean value = json.getValue();
        return value != null && value;
    }

    Optional<String> home() {
        return Optional.ofNullable(home.<String>getValue());
    }
}
