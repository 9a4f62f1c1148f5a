package dev.tagma.testkit.fake;

import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Screen;
import java.util.ArrayList;
import java.util.List;

/** The line language of the terminal contract, as a program under a terminal that echoes what is typed. */
public final class LineProgram implements FakeProgram {

    private static final int INTERRUPTED = 130;
    private static final int SIGNAL_BASE = 128;

    private final List<String> text = new ArrayList<>();

    @Override
    public Face react(Face before, Input input) {
        return switch (input) {
            case Input.Started ignored -> before.plus("ready").plus("").withCursor(0, 1);
            case Input.Pasted(String pasted) -> typed(before, pasted);
            case Input.Pressed(Key key) -> pressed(before, key);
            case Input.Resized ignored -> before;
            case Input.Signalled(String name) -> before.ended(SIGNAL_BASE + (name.equals("INT") ? 2 : 15));
        };
    }

    private Face pressed(Face face, Key key) {
        return switch (key) {
            case Key.Printable(char character) -> typed(face, String.valueOf(character));
            case Key.Control(char letter) -> Character.toLowerCase(letter) == 'c' ? face.ended(INTERRUPTED) : face;
            case Key.Named named ->
                switch (named) {
                    case ENTER -> typed(face, "\n");
                    case BACKSPACE -> shortened(face);
                    case ESCAPE, TAB, UP, DOWN, LEFT, RIGHT, HOME, END -> face;
                };
        };
    }

    private Face shortened(Face face) {
        if (text.isEmpty()) {
            return face;
        }
        text.removeLast();
        return typing(face);
    }

    private Face typed(Face face, String more) {
        Face result = face;
        for (int codePoint : more.codePoints().toArray()) {
            if (result.exitCode().isPresent()) {
                return result;
            }
            if (codePoint == '\n') {
                String line = String.join("", text);
                text.clear();
                result = entered(result, line);
            } else {
                text.add(Character.toString(codePoint));
                result = typing(result);
            }
        }
        return result;
    }

    /** The last line of the output is the one that is being typed. */
    private Face typing(Face face) {
        List<Screen.Row> rows =
                new ArrayList<>(face.output().subList(0, face.output().size() - 1));
        rows.add(Face.plain(String.join("", text).stripTrailing()));
        return face.withOutput(rows);
    }

    private static Face entered(Face face, String line) {
        if (line.startsWith("title ")) {
            return face.withTitle(line.substring("title ".length())).plus("");
        }
        if (line.startsWith("exit ")) {
            return face.ended(Integer.parseInt(line.substring("exit ".length())));
        }
        if (line.equals("styles")) {
            return face.plus(new Screen.Row("dim reverse bold plain", "ddd rrrrrrr bbbb      "))
                    .plus("");
        }
        return face.plus("got: " + line).plus("");
    }
}
