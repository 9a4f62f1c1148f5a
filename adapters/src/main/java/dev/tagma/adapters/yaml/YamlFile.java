package dev.tagma.app.config;

import dev.tagma.wire.json.Quoted;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A file that is taken for YAML, whoever wrote it. Only what a configuration needs is taken: no aliases, which can unfold
 * beyond all bounds, no tags, which name types, nothing nested deeply. Nothing is made of it but nodes.
 */
record YamlFile(Path file) {

    /** Far more than anybody writes by hand. */
    private static final int MOST_BYTES = 256 << 10;

    /** The deepest key lies at four. */
    private static final int DEEPEST = 12;

    /** Some editors begin a file with it. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What is told of one file; after that many mistakes it is another kind of file. */
    private static final int MOST_ERRORS = 50;

    /** The text and its root where there is one; what is wrong goes to {@code errors}. */
    Optional<Node> read(Set<LinkOption> links, List<String> errors) throws NoSuchFileException {
        Optional<String> text = text(links, errors);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setAllowNonScalarKeys(true)
                .build();
        try {
            List<String> strange = strange(new Parse(settings).parseString(text.get()));
            errors.addAll(strange);
            return strange.isEmpty() ? new Compose(settings).composeString(text.get()) : Optional.empty();
        } catch (MarkedYamlEngineException malformed) {
            int line =
                    malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            errors.add(at(line) + "not YAML: " + malformed.getProblem());
        } catch (YamlEngineException malformed) {
            errors.add(file + ": not YAML: "
                    + String.valueOf(malformed.getMessage()).lines().findFirst().orElse(""));
        }
        return Optional.empty();
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

    private List<String> strange(Iterable<Event> events) {
        List<String> errors = new ArrayList<>();
        int depth = 0;
        for (Event event : events) {
            if (errors.size() == MOST_ERRORS) {
                errors.add(file + ": there is more; mend these first");
                return errors;
            }
            int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
            switch (event) {
                case AliasEvent alias ->
                    errors.add(at(line) + "alias " + Quoted.of("*" + alias.getAlias()) + "; write its value out");
                case ScalarEvent scalar -> scalar.getTag().ifPresent(tag -> errors.add(tagged(line, tag)));
                case CollectionStartEvent start -> {
                    start.getTag().ifPresent(tag -> errors.add(tagged(line, tag)));
                    if (++depth > DEEPEST) {
                        errors.add(at(line) + "nested deeper than any key lies; use the keys of the guide");
                        return errors;
                    }
                }
                case CollectionEndEvent end -> depth--;
                default -> {
                    // Begins and ends of the stream and of documents.
                }
            }
        }
        return errors;
    }

    private String tagged(int line, String tag) {
        return at(line) + "tag " + Quoted.of(tag) + "; leave it out";
    }

    private String at(int line) {
        return file + ":" + line + ": ";
    }
}
