package dev.tagma.adapters.runtime.pty;

/**
 * Cuts what a program writes into text and control sequences, whole ones, wherever its writes end. Of ECMA-48 and of what
 * programs send besides: nothing is ever printed because it was not understood.
 */
final class Sequences {

    /** Longer ones are nonsense; they are read to their end and not told. */
    private static final int LONGEST = 4_096;

    private static final char ESC = '\u001b';
    private static final char BELL = '\u0007';
    private static final char CANCEL = '\u0018';
    private static final char SUBSTITUTE = '\u001a';

    /** Told of each piece, in order. */
    interface Sink {

        /** Printable characters. */
        void text(String characters);

        /** One character below the blank, such as a line feed. */
        void control(char character);

        /** An escape sequence without its ESC, such as {@code "7"} or {@code "(B"}. */
        void escape(String sequence);

        /**
         * A control sequence.
         *
         * @param mark what makes it a private one, such as {@code '?'}; a blank where there is none
         * @param parameters the numbers with what is between them
         * @param function the characters that say what it does, one or more
         */
        void sequence(char mark, String parameters, String function);

        /** An operating system command, such as {@code "2;the title"}. */
        void command(String content);
    }

    private enum State {
        TEXT,
        ESCAPE,
        SEQUENCE,
        COMMAND,
        /** A string that concerns nobody here. */
        STRING
    }

    private final Sink sink;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder pending = new StringBuilder();
    private State state = State.TEXT;
    private boolean escaped;

    Sequences(Sink sink) {
        this.sink = sink;
    }

    void accept(CharSequence output) {
        for (int i = 0; i < output.length(); i++) {
            accept(output.charAt(i));
        }
        flush();
    }

    private void accept(char c) {
        switch (state) {
            case TEXT -> plain(c);
            case ESCAPE -> escape(c);
            case SEQUENCE -> sequence(c);
            case COMMAND, STRING -> string(c);
        }
    }

    private void plain(char c) {
        if (c == ESC) {
            flush();
            begin(State.ESCAPE);
        } else if (c < ' ') {
            flush();
            sink.control(c);
        } else if (!Character.isISOControl(c)) {
            text.append(c);
        }
    }

    private void flush() {
        if (text.isEmpty()) {
            return;
        }
        // Half of a character waits for its other half.
        int end = Character.isHighSurrogate(text.charAt(text.length() - 1)) ? text.length() - 1 : text.length();
        if (end > 0) {
            sink.text(text.substring(0, end));
            text.delete(0, end);
        }
    }

    private void escape(char c) {
        if (interrupted(c)) {
            return;
        }
        if (pending.isEmpty()) {
            switch (c) {
                case '[' -> begin(State.SEQUENCE);
                case ']' -> begin(State.COMMAND);
                case 'P', 'X', '^', '_' -> begin(State.STRING);
                default -> grow(c);
            }
        } else {
            grow(c);
        }
    }

    private void grow(char c) {
        pending.append(c);
        if (c < ' ' || c > '/') {
            String whole = pending.toString();
            begin(State.TEXT);
            sink.escape(whole);
        }
    }

    private void sequence(char c) {
        if (interrupted(c)) {
            return;
        }
        if (pending.length() < LONGEST) {
            pending.append(c);
        }
        if (c >= '@' && c <= '~') {
            String whole = pending.toString();
            begin(State.TEXT);
            if (whole.charAt(whole.length() - 1) == c && whole.length() < LONGEST) {
                tell(whole);
            }
        }
    }

    private void tell(String whole) {
        int from = whole.charAt(0) >= '<' && whole.charAt(0) <= '?' ? 1 : 0;
        int end = from;
        while (end < whole.length() && whole.charAt(end) >= '0' && whole.charAt(end) <= '?') {
            end++;
        }
        sink.sequence(from == 0 ? ' ' : whole.charAt(0), whole.substring(from, end), whole.substring(end));
    }

    /** Whether the character belongs to no sequence: it ends one, begins another, or does what it does within one. */
    private boolean interrupted(char c) {
        if (c == ESC) {
            begin(State.ESCAPE);
        } else if (c == CANCEL || c == SUBSTITUTE) {
            begin(State.TEXT);
        } else if (c < ' ') {
            sink.control(c);
        } else {
            return false;
        }
        return true;
    }

    private void string(char c) {
        if (escaped && c != '\\') {
            // The string was not ended but broken off.
            begin(State.ESCAPE);
            escape(c);
        } else if (escaped || c == BELL) {
            end();
        } else if (c == ESC) {
            escaped = true;
        } else if (c == CANCEL || c == SUBSTITUTE) {
            begin(State.TEXT);
        } else if (pending.length() < LONGEST) {
            pending.append(c);
        }
    }

    private void end() {
        boolean told = state == State.COMMAND && pending.length() < LONGEST;
        String content = pending.toString();
        begin(State.TEXT);
        if (told) {
            sink.command(content);
        }
    }

    private void begin(State next) {
        state = next;
        escaped = false;
        pending.setLength(0);
    }
}
