package dev.tagma.app;

import dev.tagma.app.daemon.Daemon;
import dev.tagma.cli.Cli;
import dev.tagma.cli.talk.Streams;
import java.io.IOException;
import java.nio.file.Path;

/** Where every Tagma process begins: the daemon when told so, else the command line. */
public final class Main {

    private Main() {}

    /**
     * Runs the daemon for the word {@code daemon} and a rehearsal for {@code rehearse}, which only Tagma itself says;
     * anything else is a command.
     */
    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("daemon")) {
            int exit = Daemon.run(
                    System.getenv(),
                    Path.of(System.getProperty("user.home")),
                    Path.of("").toAbsolutePath(),
                    System.out,
                    System.err);
            Runtime.getRuntime().halt(exit);
        }
        if (args.length == 2 && args[0].equals("rehearse")) {
            rehearse(Path.of(args[1]).toAbsolutePath());
        }
        // Not exit: it asks for a logger, and with that loads all of logging. Nothing is left to be done at the end.
        Runtime.getRuntime().halt(Cli.run(args, System.getenv(), Streams.ofThisProcess()));
    }

    private static void rehearse(Path directory) {
        try {
            Rehearsal.run(System.getenv(), directory);
            Runtime.getRuntime().halt(0);
        } catch (IOException failed) {
            System.err.println("tagma: the rehearsal failed: " + failed.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }
}
