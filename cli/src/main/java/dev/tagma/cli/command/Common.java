package dev.tagma.cli.command;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** The options that every command has, but for the home where it has none. */
public final class Common {

    private Common() {}

    public static OptionSpec json() {
        return Words.flag("Print the daemon's JSON; a failure is a problem object on stderr.", "--json");
    }

    public static OptionSpec home() {
        return Words.value("DIR", "Keep all state and configuration there.", "--home");
    }

    public static OptionSpec help() {
        return OptionSpec.builder(Words.flag("Show this help.", "-h", "--help"))
                .usageHelp(true)
                .build();
    }

    /** Of the program itself and of families of commands. */
    static List<OptionSpec> words() {
        return List.of(json(), home(), help());
    }

    static List<OptionSpec> words(Command command) {
        return command.hasHome() ? words() : List.of(json(), help());
    }
}
