package dev.tagma.adapters.workspace.outfit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The output of a script. */
record LogFile(Path file) {

    /** What is kept of a flood: its end. */
    static final int MOST = 1 << 20;

    private static final int LINES = 8;
    private static final int CHARACTERS = 1_000;

    /** Takes away the beginning of what is too long, and gives the last lines. */
    String cutAndEnd() {
        try {
            byte[] end = end();
            if (Files.size(file) > MOST) {
                Files.write(file, end);
            }
            return lastLines(new String(end, StandardCharsets.UTF_8));
        } catch (NoSuchFileException gone) {
            return "";
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot read " + file, failed);
        }
    }

    private byte[] end() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(Math.max(0, channel.size() - MOST));
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST, channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return java.util.Arrays.copyOf(bytes.array(), bytes.position());
        }
    }

    private static String lastLines(String text) {
        List<String> lines = text.strip().lines().toList();
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        return last.length() <= CHARACTERS ? last : "…" + last.substring(last.length() - CHARACTERS);
    }
}
