package dev.tagma.testkit.agent;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The terminal on standard input and output, in raw mode from begin to end. */
final class Terminal {

    /** Alternate screen, bracketed paste, no cursor: the program draws its own. */
    private static final String ENTER = "\u001b[?1049h\u001b[?2004h\u001b[?25l";

    private static final String LEAVE = "\u001b[?2004l\u001b[?25h\u001b[?1049l";

    /** How large it is. */
    record Size(int rows, int columns) {}

    private final InputStream in = new FileInputStream(FileDescriptor.in);
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final String saved;
    private volatile Size size;
    private boolean left;

    private Terminal(String saved, Size size) {
        this.saved = saved;
        this.size = size;
    }

    /** Takes the terminal over. */
    static Terminal open() {
        var lines = stty("stty -g; stty size; stty raw -echo").lines().toList();
        if (lines.size() < 2) {
            throw new IllegalStateException("standard input is no terminal; the scripted agent needs one");
        }
        var terminal = new Terminal(lines.getFirst(), size(lines.get(1)));
        terminal.write(ENTER);
        return terminal;
    }

    InputStream input() {
        return in;
    }

    Size size() {
        return size;
    }

    /** Looks at its size again. */
    void measure() {
        size = size(stty("stty size").strip());
    }

    synchronized void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException _) {
            // Nobody looks any more; the end of the input says so too.
        }
    }

    /** Gives it back as it was, and prints a last word. */
    synchronized void leave(String lastWord) {
        if (!left) {
            left = true;
            write(LEAVE);
            stty("stty " + saved);
            write(lastWord);
        }
    }

    private static Size size(String rowsAndColumns) {
        int space = rowsAndColumns.indexOf(' ');
        int rows = Integer.parseInt(rowsAndColumns.substring(0, space));
        int columns = Integer.parseInt(rowsAndColumns.substring(space + 1));
        return rows == 0 ? new Size(24, 80) : new Size(rows, columns);
    }

    private static String stty(String commands) {
        try {
            var process = new ProcessBuilder("sh", "-c", commands)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run stty", e);
        }
    }
}
