package dev.tagma.adapters.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** A file that is taken for YAML, whoever wrote it; see {@link YamlText}. */
public record YamlFile(Path file) {

    /** Far more than anybody writes by hand. */
    private static final int MOST_BYTES = 256 << 10;

    /** Some editors begin a file with it. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** The text and its root where there is one; what is wrong goes to {@code errors}. */
    public Optional<Node> read(Set<LinkOption> links, List<String> errors) throws NoSuchFileException {
        Optional<String> text = text(links, errors);
        return text.isPresent() ? new YamlText(file.toString(), text.get()).read(errors) : Optional.empty();
    }

    private Optional<String> text(Set<LinkOption> links, List<String> errors) throws NoSuchFileException {
        try {
            if (!Files.isRegularFile(file, links.toArray(LinkOption[]::new))) {
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    errors.add(file + ": is not a file; put a file of YAML there, or nothing");
                    return Optional.empty();
                }
                throw new NoSuchFileException(file.toString());
            }
            byte[] bytes = bytes(links);
            if (bytes.length > MOST_BYTES) {
                errors.add(file + ": is longer than " + MOST_BYTES + " bytes, which no configuration is; shorten it");
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (NoSuchFileException absent) {
            throw absent;
        } catch (CharacterCodingException binary) {
            errors.add(file + ": is not text in UTF-8; save it as such");
        } catch (IOException unreadable) {
            errors.add(file + ": cannot be read: " + unreadable);
        }
        return Optional.empty();
    }

    private byte[] bytes(Set<LinkOption> links) throws IOException {
        Set<OpenOption> options = new HashSet<>(links);
        options.add(StandardOpenOption.READ);
        try (InputStream in = Channels.newInputStream(Files.newByteChannel(file, options))) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }
}
