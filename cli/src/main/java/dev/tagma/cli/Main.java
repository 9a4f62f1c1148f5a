package dev.tagma.cli;

import dev.tagma.cli.talk.Streams;
import java.io.IOException;
import java.nio.file.Path;

/** Where the process of a command begins. It has the jars of the command line alone: each one more costs time to open. */
public final class Main {

    /** Keeps picocli from looking for Groovy, which it does by opening every jar. */
    private static final String NO_GROOVY = "picocli.disable.closures";

    private Main() {}

    /** Runs a command, or a rehearsal for {@code rehearse}, which only Tagma's own build says. */
    public static void main(String[] args) {
        if (args.length == 2 && args[0].equals("rehearse")) {
            rehearse(Path.of(args[1]).toAbsolutePath());
        }
        System.setProperty(NO_GROOVY, "true");
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
