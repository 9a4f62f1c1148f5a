package dev.tagma.cli.talk;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a command reads and writes.
 *
 * @param inputIsTerminal whether what comes in is typed by a person
 * @param outputIsTerminal whether a person sees {@code output} as it comes; the same for {@code talkIsTerminal}
 */
public record Streams(
        InputStream input,
        OutputStream output,
        OutputStream talk,
        boolean inputIsTerminal,
        boolean outputIsTerminal,
        boolean talkIsTerminal) {

    /** With an input that nobody types. */
    public Streams(
            InputStream input,
            OutputStream output,
            OutputStream talk,
            boolean outputIsTerminal,
            boolean talkIsTerminal) {
        this(input, output, talk, false, outputIsTerminal, talkIsTerminal);
    }

    /** Those of this process, unbuffered. */
    public static Streams ofThisProcess() {
        return new Streams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                terminal(0),
                terminal(1),
                terminal(2));
    }

    /** {@code System.console()} speaks of stdin and stdout together and loads a terminal library for it. */
    @SuppressWarnings("SystemConsoleNull") // Null where a console provider cannot be had.
    private static boolean terminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException noProc) {
            Console console = System.console();
            return console != null && console.isTerminal();
        }
    }
}
