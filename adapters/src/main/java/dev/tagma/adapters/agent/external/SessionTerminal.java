package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.agent.external.message.Text;
import dev.tagma.adapters.face.Pane;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Screen;
import java.util.List;
import java.util.Optional;

/** What an adapter may do at the terminal of its session. */
final class SessionTerminal {

    private static final int MOST_LINES = 5_000;
    private static final int MOST_KEYS = 200;

    private final Pane pane;

    SessionTerminal(Pane pane) {
        this.pane = pane;
    }

    Screen screen() {
        return pane.live().screen();
    }

    Text capture(int lines) {
        if (lines < 1 || lines > MOST_LINES) {
            throw new IllegalArgumentException("'lines' is " + lines + "; use 1 to " + MOST_LINES);
        }
        return new Text(pane.live().capture(lines, false));
    }

    void paste(String text) {
        forbidden(text).ifPresent(wrong -> {
            throw new IllegalArgumentException("'text' holds " + wrong + ", which no paste may hold");
        });
        pane.live().paste(text);
    }

    /** What in a text would be no text to a terminal. */
    static Optional<String> forbidden(String text) {
        return text.chars()
                .filter(each -> Character.isISOControl(each) && each != '\t' && each != '\n')
                .mapToObj("the control character U+%04X"::formatted)
                .findFirst();
    }

    void press(List<String> keys) {
        if (keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException("'keys' has " + keys.size() + " keys; use 1 to " + MOST_KEYS);
        }
        pane.live().press(keys.stream().map(SessionTerminal::key).toList());
    }

    private static Key key(String name) {
        for (Key.Named named : Key.Named.values()) {
            if (named.name().equalsIgnoreCase(name) && name.length() > 1) {
                return named;
            }
        }
        if (name.matches("C-[a-z]")) {
            return new Key.Control(name.charAt(2));
        }
        boolean printable =
                name.length() == 1 && !Character.isISOControl(name.charAt(0)) && !Character.isSurrogate(name.charAt(0));
        if (!printable) {
            throw new IllegalArgumentException("'" + Codec.shortened(name)
                    + "' is no key; use Enter, Escape, Tab, Backspace, Up, Down, Left, Right, Home, End, C-c or a single"
                    + " character");
        }
        return new Key.Printable(name.charAt(0));
    }
}
