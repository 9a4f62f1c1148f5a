package dev.tagma.cli.command;

import dev.tagma.cli.talk.Exit;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;

/**
 * One command. It is made anew for a command line, holds the specifications of what may stand on it and reads their values
 * from them.
 */
public interface Command {

    /** What it does, in sentences for its help. */
    List<String> help();

    /** What may stand on its command line. */
    List<ArgSpec> words();

    /** Whether it works with a home, so that another one can be named. */
    default boolean hasHome() {
        return true;
    }

    /**
     * Does it.
     *
     * @throws dev.tagma.cli.talk.Failure when it fails
     */
    Exit run(Context context);
}
