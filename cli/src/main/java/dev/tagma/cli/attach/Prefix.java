package dev.tagma.cli.attach;

import java.io.ByteArrayOutputStream;

/**
 * Finds the keys that detach, tmux's own, in what a person types: Ctrl-b, then d. Ctrl-b twice is Ctrl-b once for the
 * program; before any other key it is handed on as it is.
 */
final class Prefix {

    private static final int PREFIX = 2;

    private boolean waiting;

    /**
     * What of the keys is the program's.
     *
     * @param detached whether the person asked to detach; what follows is nobody's
     */
    @SuppressWarnings("ArrayRecordComponent") // Read once, compared nowhere.
    record Typed(byte[] forProgram, boolean detached) {}

    Typed take(byte[] keys, int count) {
        var program = new ByteArrayOutputStream(count + 1);
        for (int i = 0; i < count; i++) {
            byte key = keys[i];
            if (waiting && (key == 'd' || key == 'D')) {
                return new Typed(program.toByteArray(), true);
            }
            if (waiting) {
                waiting = false;
                program.write(PREFIX);
                if (key != PREFIX) {
                    program.write(key);
                }
            } else if (key == PREFIX) {
                waiting = true;
            } else {
                program.write(key);
            }
        }
        return new Typed(program.toByteArray(), false);
    }
}
