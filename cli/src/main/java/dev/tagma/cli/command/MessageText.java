package dev.tagma.cli.command;

import dev.tagma.cli.talk.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a message from a file or from stdin, whole and exact or not at all. */
final class MessageText {

    /** Many times what any model reads; more is a mistake such as the wrong file. */
    private static final int LIMIT = 16 * 1024 * 1024;

    private MessageText() {}

    static String read(InputStream in, String name) {
        try {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw Failure.usage("%s is larger than %d MB: that is no message; send the path of the file instead"
                        .formatted(name, LIMIT >> 20));
            }
            return decode(bytes, name);
        } catch (IOException unreadable) {
            throw Failure.failed("cannot read %s: %s".formatted(name, reason(unreadable)));
        }
    }

    static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (NoSuchFileException missing) {
            throw Failure.failed("cannot read %s: there is no such file".formatted(file));
        } catch (IOException unreadable) {
            throw Failure.failed("cannot read %s: %s".formatted(file, reason(unreadable)));
        }
    }

    private static String reason(IOException unreadable) {
        String message = unreadable.getMessage();
        return message == null ? unreadable.toString() : message;
    }

    /** Strict: a byte that is not UTF-8 would silently become another character. */
    private static String decode(byte[] bytes, String name) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw Failure.usage("%s is not UTF-8 at byte %d: convert it first".formatted(name, in.position() + 1));
        }
        return out.flip().toString();
    }
}
