package dev.tagma.app;

import dev.tagma.app.daemon.Daemon;
import java.nio.file.Path;

/** Where a Tagma process that has everything begins: the daemon when told so, else the command line. */
public final class Main {

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    private static final int ENOUGH = 16;

    private Main() {}

    /** Runs the daemon for the word {@code daemon}, which only Tagma itself says; anything else is a command. */
    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("daemon")) {
            provideCarriers();
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

    /**
     * Has virtual threads carried by more threads than there are processors. A carrier that blocks in the kernel is replaced,
     * but after 30 s of rest the replacement is dropped and no other comes: on a machine with two processors two blocked reads
     * would stop every virtual thread of the daemon. Has to be said before the first virtual thread.
     */
    private static void provideCarriers() {
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(
                    CARRIERS,
                    Integer.toString(Math.max(ENOUGH, Runtime.getRuntime().availableProcessors())));
        }
    }
}
