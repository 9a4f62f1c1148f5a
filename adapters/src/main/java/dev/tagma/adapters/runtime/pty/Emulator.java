package dev.tagma.adapters.runtime.pty;

import dev.tagma.adapters.files.Pulse;
import dev.tagma.spi.runtime.Screen;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jline.utils.ScreenTerminal;

/**
 * The screen of one terminal: what a program wrote becomes rows, a cursor, a title and what is to be answered. JLine keeps
 * the cells; it is given only sequences that it is known to understand, one at a time.
 */
final class Emulator {

    /** What JLine allows. */
    static final int SMALLEST_SIDE = ScreenTerminal.MIN_SIZE;

    static final int LARGEST_SIDE = ScreenTerminal.MAX_SIZE;

    /** How many rows above the screen are kept. */
    private static final int KEPT_ROWS = 2_000;

    /** JLine's own history, which it never shortens, is taken over when it is as long. */
    private static final int TAKEN_ROWS = 256;

    private static final int LONGEST_TITLE = 1_024;

    /** Control sequences that JLine does right. */
    private static final String FUNCTIONS = "@ABCDEFGHIJKLMPSTXZ`abcdefghlnr";

    private static final List<String> ESCAPES =
            List.of("7", "8", "D", "E", "H", "M", "c", "#8", "(A", "(B", "(0", ")A", ")B", ")0");

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final Sequences sequences = new Sequences(new Interpreter());
    private final ScreenTerminal screen;
    private final Deque<long[]> older = new ArrayDeque<>();
    private final StringBuilder answers = new StringBuilder();
    private final Pulse drawn = new Pulse();
    private byte[] unfinished = {};
    private Modes modes = Modes.FIRST;
    private String title = "";

    /** What the program has switched on, where JLine does not tell or does not know. */
    private record Modes(boolean cursorShown, boolean bracketsPastes, boolean applicationKeys, boolean alternate) {

        private static final Modes FIRST = new Modes(true, false, false, false);

        Modes with(int mode, boolean on) {
            return switch (mode) {
                case 1 -> new Modes(cursorShown, bracketsPastes, on, alternate);
                case 25 -> new Modes(on, bracketsPastes, applicationKeys, alternate);
                case 2004 -> new Modes(cursorShown, on, applicationKeys, alternate);
                case 47, 1047, 1049 -> new Modes(cursorShown, bracketsPastes, applicationKeys, on);
                default -> this;
            };
        }
    }

    Emulator(int columns, int rows) {
        screen = new ScreenTerminal(columns, rows);
    }

    /** Draws what the program wrote and returns what the terminal has to answer, mostly nothing. */
    synchronized String write(byte[] output) {
        sequences.accept(decoded(output));
        takeHistory();
        answers.append(screen.read());
        String answer = answers.toString();
        answers.setLength(0);
        drawn.beat();
        return answer;
    }

    /** A character that has come in part is kept for its rest. */
    private CharBuffer decoded(byte[] output) {
        ByteBuffer bytes = ByteBuffer.allocate(unfinished.length + output.length)
                .put(unfinished)
                .put(output)
                .flip();
        CharBuffer characters = CharBuffer.allocate(bytes.remaining() + 1);
        decoder.reset();
        decoder.decode(bytes, characters, false);
        unfinished = new byte[bytes.remaining()];
        bytes.get(unfinished);
        return characters.flip();
    }

    synchronized void resize(int columns, int rows) {
        screen.setSize(org.jline.terminal.Size.of(columns, rows));
        drawn.beat();
    }

    /** Beats whenever there may be something new to be seen. */
    Pulse drawn() {
        return drawn;
    }

    synchronized Frame frame() {
        int[] cursor = new int[2];
        return new Frame(
                screen.getColumns(),
                cells(cursor),
                cursor[0],
                cursor[1],
                modes.cursorShown(),
                modes.bracketsPastes(),
                modes.applicationKeys(),
                title);
    }

    synchronized String title() {
        return title;
    }

    synchronized boolean bracketsPastes() {
        return modes.bracketsPastes();
    }

    synchronized boolean applicationKeys() {
        return modes.applicationKeys();
    }

    synchronized Screen screen() {
        int columns = screen.getColumns();
        int[] cursor = new int[2];
        List<Screen.Row> rows = cells(cursor).stream().map(Cells::row).toList();
        return new Screen(rows, columns, cursor[0], cursor[1], modes.cursorShown(), title);
    }

    /** The last so many rows, from the history too, without blank ones at the end. */
    synchronized String capture(int lines, boolean withColours) {
        List<long[]> all = new ArrayList<>(older);
        all.addAll(screen.getHistory());
        all.addAll(cells(new int[2]));
        int end = all.size();
        while (end > 0 && Cells.row(all.get(end - 1)).text().isEmpty()) {
            end--;
        }
        List<String> kept = all.subList(Math.max(0, end - lines), end).stream()
                .map(row -> withColours ? Cells.coloured(row) : Cells.row(row).text())
                .toList();
        return String.join("\n", kept);
    }

    private List<long[]> cells(int[] cursor) {
        int columns = screen.getColumns();
        int rows = screen.getRows();
        long[] cells = new long[columns * rows];
        screen.dump(cells, cursor);
        List<long[]> each = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            each.add(Cells.whole(Arrays.copyOfRange(cells, row * columns, (row + 1) * columns)));
        }
        return each;
    }

    /** What scrolls off the other screen is no history, as with tmux. */
    private void takeHistory() {
        if (screen.getHistorySize() < TAKEN_ROWS) {
            return;
        }
        if (!modes.alternate()) {
            screen.getHistory().forEach(row -> older.add(Cells.shortened(row)));
            while (older.size() > KEPT_ROWS) {
                older.remove();
            }
        }
        draw("\u001b[3J");
    }

    /** JLine fails at some sequences that make no sense; then the screen stays as it is, and what follows is drawn. */
    private void draw(String piece) {
        try {
            screen.write(piece);
        } catch (RuntimeException failed) {
            System.getLogger(Emulator.class.getName())
                    .log(Level.DEBUG, "A terminal could not be drawn after '" + piece + "'", failed);
        }
    }

    /** Hands on what JLine understands and does what it does not. */
    private final class Interpreter implements Sequences.Sink {

        @Override
        public void text(String characters) {
            draw(drawable(characters));
        }

        @Override
        public void control(char character) {
            draw(String.valueOf(character));
        }

        @Override
        public void escape(String sequence) {
            if (!ESCAPES.contains(sequence)) {
                return;
            }
            draw("\u001b" + sequence);
            if (sequence.equals("c")) {
                modes = Modes.FIRST;
                older.clear();
            }
        }

        @Override
        public void sequence(char mark, String parameters, String function) {
            if (mark == '?') {
                ofPrivate(parameters, function);
            } else if (mark == ' ' && function.equals("m")) {
                Renditions.single(parameters).forEach(each -> draw("\u001b[" + each + "m"));
            } else if (mark == ' ') {
                ofEverybody(parameters, function);
            }
        }

        private void ofEverybody(String parameters, String function) {
            boolean cursor = (function.equals("s") || function.equals("u")) && parameters.isEmpty();
            if (function.equals("!p")) {
                modes = new Modes(true, modes.bracketsPastes(), false, modes.alternate());
                draw("\u001b[!p");
            } else if (cursor || (function.length() == 1 && FUNCTIONS.contains(function))) {
                bounded(parameters).ifPresent(each -> draw("\u001b[" + each + function));
                if (function.equals("J") && parameters.equals("3")) {
                    older.clear();
                }
            }
        }

        private void ofPrivate(String parameters, String function) {
            switch (function) {
                case "h", "l" -> {
                    for (String mode : parameters.split(";", -1)) {
                        set(mode, function);
                    }
                }
                case "J", "K" -> bounded(parameters).ifPresent(each -> draw("\u001b[" + each + function));
                default -> {
                    // What is asked of terminals of other kinds; nobody answers for this one.
                }
            }
        }

        private void set(String mode, String function) {
            if (!mode.matches("[0-9]{1,4}")) {
                return;
            }
            modes = modes.with(Integer.parseInt(mode), function.equals("h"));
            switch (mode) {
                case "47", "1047", "1049" -> draw("\u001b[?1049" + function);
                case "5", "6", "7" -> draw("\u001b[?" + mode + function);
                default -> {
                    // Kept in the modes, or of no matter to what is shown.
                }
            }
        }

        /** Numbers of a size that does no harm: a character can be repeated a thousand million times otherwise. */
        private Optional<String> bounded(String parameters) {
            if (!parameters.matches("[0-9;]{0,64}")) {
                return Optional.empty();
            }
            return Optional.of(parameters.replaceAll("[0-9]{5,}", "9999"));
        }

        @Override
        public void command(String content) {
            if (content.startsWith("0;") || content.startsWith("2;")) {
                String text = content.substring(2);
                int length = Math.min(text.length(), LONGEST_TITLE);
                title = text.substring(0, length)
                        .codePoints()
                        .filter(c -> !Character.isISOControl(c))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
    }

    /**
     * Each character in a cell of its own: accents are joined with their letters where there is such a character and left
     * away where there is none, and the few ideographs that JLine takes for control characters are shown as missing.
     */
    private static String drawable(String characters) {
        boolean plain = characters.chars().allMatch(c -> c < 0x300);
        if (plain) {
            return characters;
        }
        boolean marked = characters.codePoints().anyMatch(Emulator::joins);
        String joined = marked ? Normalizer.normalize(characters, Normalizer.Form.NFC) : characters;
        return joined.codePoints()
                .filter(c -> !joins(c))
                .map(c -> c > 0xffff && (c & 0xffe0) == 0x80 ? '〓' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean joins(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
            default -> false;
        };
    }
}
