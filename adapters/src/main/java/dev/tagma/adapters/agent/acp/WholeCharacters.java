package dev.tagma.adapters.agent.acp;

import java.nio.charset.StandardCharsets;

/** A piece out of a stream in UTF-8 as text: half a character at either end is left out. */
final class WholeCharacters {

    /** The longest character has so many bytes. */
    private static final int LONGEST = 4;

    private WholeCharacters() {}

    /** @param cut whether the piece begins in the middle of the stream */
    static String of(byte[] bytes, int count, boolean cut) {
        int from = 0;
        while (cut && from < Math.min(count, LONGEST - 1) && goesOn(bytes[from])) {
            from++;
        }
        return new String(bytes, from, whole(bytes, from, count) - from, StandardCharsets.UTF_8);
    }

    /** Where the last whole character ends; what is no UTF-8 at all is left as it is. */
    private static int whole(byte[] bytes, int from, int count) {
        for (int back = 1; back < LONGEST && count - back >= from; back++) {
            byte one = bytes[count - back];
            if (!goesOn(one)) {
                return length(one) > back ? count - back : count;
            }
        }
        return count;
    }

    private static boolean goesOn(byte one) {
        return (one & 0xC0) == 0x80;
    }

    private static int length(byte first) {
        return (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : (first & 0xF8) == 0xF0 ? 4 : 1;
    }
}
