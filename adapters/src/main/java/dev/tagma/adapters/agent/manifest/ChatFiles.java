package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Manifest;
import dev.tagma.adapters.conversation.Held;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the files of one conversation by a pattern of their paths and by the conversation's id in them. A program that
 * resumes a conversation may begin another file of the same id, and go on in either.
 */
final class ChatFiles {

    /** How many characters of an id stand for it in the name of a file, where not all do. */
    static final int SHORT_ID = 8;

    /** The id stands at the beginning of a file. */
    private static final int HEAD = 4096;

    private final Path pattern;
    private final String id;
    private final Set<Path> recognised = ConcurrentHashMap.newKeySet();
    private volatile Optional<Path> directory = Optional.empty();

    ChatFiles(Path pattern, String id) {
        this.pattern = pattern;
        this.id = id;
    }

    /** Those of a session, where its agent keeps a record and the conversation's id is known. */
    static Optional<ChatFiles> of(Session session, Optional<Manifest.Chat> chat, Map<String, String> environment) {
        return session.agentSessionId()
                .map(AgentSessionId::value)
                .filter(id -> id.length() >= SHORT_ID)
                .flatMap(id -> chat.map(one -> new ChatFiles(pattern(one.file(), id, environment), id)));
    }

    private static Path pattern(String file, String id, Map<String, String> environment) {
        return Path.of(new Words(Map.of(
                        "home", environment.getOrDefault("HOME", "/"), "id", id, "id8", id.substring(0, SHORT_ID)))
                .in(file));
    }

    /** The files that are there, the one that was written last at the end. */
    List<Path> find() {
        if (directory.isEmpty()) {
            List<Path> found = ofConversation(PathPattern.files(Path.of("/"), pattern, () -> {}));
            directory = found.stream().map(Path::getParent).findFirst();
            return sorted(found);
        }
        return sorted(ofConversation(PathPattern.files(directory.get(), pattern.getFileName(), () -> {})));
    }

    /** Whether a file of this name may be one of them. */
    boolean concerns(Path name) {
        return PathPattern.fits(name.getFileName(), pattern.getFileName().toString());
    }

    /** The same as parts of the conversation. */
    List<Held> held() {
        return held(id, find());
    }

    /** These files as parts of a conversation: the first one by name bears its name, those that came later their own. */
    static List<Held> held(String id, List<Path> files) {
        Optional<Path> first = files.stream().min(Comparator.naturalOrder());
        return files.stream()
                .map(file -> new Held(
                        first.filter(file::equals).isPresent()
                                ? id
                                : file.getFileName().toString(),
                        file))
                .toList();
    }

    private List<Path> ofConversation(List<Path> files) {
        return files.stream().filter(this::isOfConversation).toList();
    }

    private boolean isOfConversation(Path file) {
        if (file.toString().contains(id) || recognised.contains(file)) {
            return true;
        }
        try (var in = Files.newInputStream(file)) {
            boolean ours = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).contains(id);
            return ours && recognised.add(file);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private record Written(Path file, long at) {}

    /** When each was written is read once: what is written meanwhile would have no place in any order. */
    static List<Path> sorted(List<Path> files) {
        return files.stream()
                .map(file -> new Written(file, written(file)))
                .sorted(Comparator.comparingLong(Written::at).thenComparing(Written::file))
                .map(Written::file)
                .toList();
    }

    private static long written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }
}
