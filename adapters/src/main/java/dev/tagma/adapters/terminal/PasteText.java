package dev.tagma.adapters.terminal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text that may be pasted: nothing in it can end the paste's brackets or act on the terminal. */
public final class PasteText {

    private PasteText() {}

    public static byte[] bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\t' && c != '\n') {
                throw new IllegalArgumentException(
                        "The text holds the control character U+%04X at position %d; only tab and line feed can be pasted"
                                .formatted((int) c, i));
            }
        }
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The text holds half of a surrogate pair, which is no character", e);
        }
    }
}
