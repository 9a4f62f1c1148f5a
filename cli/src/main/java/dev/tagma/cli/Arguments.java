package dev.tagma.cli;

import dev.tagma.cli.talk.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of a process as they were given. The JVM decodes them by the locale and puts a replacement character for
 * what it cannot; a message must not be changed in silence, so then the bytes are read from the system.
 */
final class Arguments {

    private static final String REPLACEMENT = "\ufffd";

    private Arguments() {}

    static List<String> exact(List<String> args) {
        return exact(args, Path.of("/proc/self/cmdline"));
    }

    /** @param commandLine the process's words, each ended by a zero byte; the arguments are the last of them */
    static List<String> exact(List<String> args, Path commandLine) {
        if (args.stream().noneMatch(word -> word.contains(REPLACEMENT))) {
            return args;
        }
        List<byte[]> words;
        try {
            words = words(Files.readAllBytes(commandLine));
        } catch (IOException noProc) {
            return args;
        }
        if (words.size() < args.size()) {
            return args;
        }
        List<byte[]> last = words.subList(words.size() - args.size(), words.size());
        var exact = new ArrayList<String>();
        for (int index = 0; index < last.size(); index++) {
            exact.add(decode(last.get(index), index + 1));
        }
        return exact;
    }

    private static List<byte[]> words(byte[] line) {
        var words = new ArrayList<byte[]>();
        int begin = 0;
        for (int at = 0; at < line.length; at++) {
            if (line[at] == 0) {
                words.add(java.util.Arrays.copyOfRange(line, begin, at));
                begin = at + 1;
            }
        }
        return words;
    }

    private static String decode(byte[] word, int number) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(word))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw Failure.usage(
                    "argument %d is not UTF-8 text: convert it first, or pass it by --file".formatted(number));
        }
    }
}
