package dev.tagma.app;

import dev.tagma.app.daemon.Daemon;
import dev.tagma.cli.Cli;
import dev.tagma.cli.talk.Streams;
import java.nio.file.Path;

/** Where every Tagma process begins: the daemon when told so, else the command line. */
public final class Main {

    private Main() {}

    /** Runs the daemon for the word {@code daemon}, which only Tagma itself says; anything else is a command. */
    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("daemon")) {
            int exit = Daemon.run(
                    System.getenv(),
                    Path.of(System.getProperty("user.home")),
                    Path.of("").toAbsolutePath(),
                    System.out);
            Runtime.getRuntime().halt(exit);
        }
        // Not exit: it asks for a logger, and with that loads all of logging. Nothing is left to be done at the end.
        Runtime.getRuntime().halt(Cli.run(args, System.getenv(), Streams.ofThisProcess()));
    }
}
