package dev.tagma.app;

import dev.tagma.app.daemon.Daemon;
import java.nio.file.Path;

/** Where a Tagma process that has everything begins: the daemon when told so, else the command line. */
public final class Main {

    private Main() {}

    /** Runs the daemon for the word {@code daemon}, which only Tagma itself says; anything else is a command. */
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
        dev.tagma.cli.Main.main(args);
    }
}
