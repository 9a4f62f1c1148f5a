package dev.tagma.cli.attach;

import dev.tagma.cli.talk.Failure;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The terminal that a command was called in, lent to another program: each key goes through as it is pressed, and all that
 * was on it comes back at the end, also where a signal ends the command.
 */
final class OwnTerminal implements AutoCloseable {

    private static final File DEVICE = new File("/dev/tty");

    /** Remembers title and screen, and shows another one. */
    private static final String LENT = "\u001b[22;2t\u001b[?1049h\u001b[H\u001b[2J";

    /** Takes back whatever may have been switched on meanwhile. */
    private static final String BACK =
            "\u001b[?2026l\u001b[?2004l\u001b[?1l\u001b[?25h\u001b[?7h\u001b[0m\u001b[?1049l\u001b[23;2t";

    private final OutputStream output;
    private final InputStream input;
    private final String before;
    private final AtomicBoolean returned = new AtomicBoolean();
    private final Thread atTheEnd =
            Thread.ofPlatform().name("gives the terminal back").unstarted(this::giveBack);

    private OwnTerminal(OutputStream output, InputStream input, String before) {
        this.output = output;
        this.input = input;
        this.before = before;
    }

    /** The sides of a terminal. */
    record Size(int columns, int rows) {

        /** What is assumed of one that does not tell. */
        private static final Size USUAL = new Size(80, 24);

        private static final int SMALLEST = 2;

        private static final int LARGEST = 500;

        static Size parse(String rowsAndColumns) {
            String[] parts = rowsAndColumns.strip().split(" ", -1);
            try {
                int rows = Integer.parseInt(parts[0]);
                int columns = Integer.parseInt(parts[parts.length - 1]);
                return rows == 0 || columns == 0 ? USUAL : new Size(within(columns), within(rows));
            } catch (NumberFormatException untold) {
                return USUAL;
            }
        }

        private static int within(int side) {
            return Math.clamp(side, SMALLEST, LARGEST);
        }
    }

    static Size size() {
        return Size.parse(stty("size"));
    }

    static OwnTerminal lend() {
        String before = stty("-g").strip();
        try {
            var lent = new OwnTerminal(new FileOutputStream(DEVICE), new FileInputStream(DEVICE), before);
            Runtime.getRuntime().addShutdownHook(lent.atTheEnd);
            stty("raw", "-echo");
            lent.write(LENT.getBytes(StandardCharsets.US_ASCII));
            return lent;
        } catch (IOException refused) {
            throw unusable(refused.toString());
        }
    }

    /** What the person types. */
    InputStream input() {
        return input;
    }

    void write(byte[] bytes) throws IOException {
        output.write(bytes);
        output.flush();
    }

    @Override
    public void close() {
        giveBack();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException endingAlready) {
            // Then it has nothing left to do.
        }
    }

    private void giveBack() {
        if (returned.getAndSet(true)) {
            return;
        }
        try {
            write(BACK.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // A terminal that was closed needs nothing back.
        }
        stty(before);
    }

    private static String stty(String... words) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(Arrays.asList(words));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(DEVICE)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.waitFor() == 0 ? printed : "";
        } catch (IOException missing) {
            throw unusable("stty cannot be run: " + missing.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static Failure unusable(String reason) {
        return Failure.failed("this terminal cannot be used: " + reason);
    }
}
