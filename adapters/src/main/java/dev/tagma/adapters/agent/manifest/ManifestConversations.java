package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Manifest;
import dev.tagma.adapters.conversation.KeptFiles;
import dev.tagma.adapters.conversation.TranscriptPages;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.ConversationStore;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The conversations that a program of a manifest keeps: every file that fits where its record lies. */
final class ManifestConversations implements ConversationStore {

    /** A name that nothing resumes by is none. */
    private static final int LONGEST_ID = 200;

    private static final Pattern WORD = Pattern.compile("\\{id8?}|\\*");

    private final Manifest.Chat chat;
    private final ChatForm form;
    private final Path files;
    private final Pattern name;
    private final Map<Path, String> names;
    private final Map<String, List<Path>> parts = new ConcurrentHashMap<>();

    /** @param names conversations of files whose names do not tell them, as far as they are known */
    ManifestConversations(Manifest.Chat chat, ChatForm form, String home, Map<Path, String> names) {
        this.chat = chat;
        this.form = form;
        this.names = names;
        String pattern = new Words(Map.of("home", home)).in(chat.file());
        this.files = Path.of(WORD.matcher(pattern).replaceAll("*"));
        this.name = name(pattern);
    }

    /** The pattern of a file, from which the whole id can be read where it stands in it. */
    private static Pattern name(String pattern) {
        StringBuilder regex = new StringBuilder();
        Matcher word = WORD.matcher(pattern);
        int from = 0;
        boolean known = false;
        while (word.find()) {
            regex.append(Pattern.quote(pattern.substring(from, word.start())));
            boolean whole = word.group().equals("{id}");
            regex.append(
                    whole ? known ? "\\k<id>" : "(?<id>[^/]+?)" : word.group().equals("*") ? "[^/]*" : "[^/]{8}");
            known |= whole;
            from = word.end();
        }
        return Pattern.compile(
                regex.append(Pattern.quote(pattern.substring(from))).toString());
    }

    @Override
    public Listing kept() {
        AtomicBoolean whole = new AtomicBoolean(true);
        Map<String, List<Path>> found = new TreeMap<>();
        for (Path file : PathPattern.files(Path.of("/"), files, () -> whole.set(false))) {
            conversation(file)
                    .filter(id -> id.length() >= ChatFiles.SHORT_ID && id.length() <= LONGEST_ID)
                    .ifPresent(id ->
                            found.computeIfAbsent(id, none -> new ArrayList<>()).add(file));
        }
        parts.putAll(found);
        return new Listing(
                found.entrySet().stream()
                        .map(one -> kept(one.getKey(), ChatFiles.sorted(one.getValue())))
                        .toList(),
                whole.get());
    }

    private static Kept kept(String id, List<Path> files) {
        StringBuilder stamp = new StringBuilder();
        for (Path file : files) {
            try {
                stamp.append(stamp.isEmpty() ? "" : "+")
                        .append(Files.size(file))
                        .append('-')
                        .append(Files.getLastModifiedTime(file).toMillis());
            } catch (IOException gone) {
                stamp.append("?");
            }
        }
        return new Kept(new AgentSessionId(id), files.getLast(), stamp.toString());
    }

    private Optional<String> conversation(Path file) {
        Matcher matcher = name.matcher(file.toString());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.namedGroups().containsKey("id")) {
            return Optional.of(matcher.group("id"));
        }
        Optional<String> known = Optional.ofNullable(names.get(file));
        return known.isPresent()
                ? known
                : KeptFiles.inHead(file, form::conversation).map(told -> {
                    names.put(file, told);
                    return told;
                });
    }

    @Override
    public TranscriptPage page(Kept conversation, TranscriptQuery query) {
        String id = conversation.id().value();
        List<Path> known = parts.getOrDefault(id, List.of(conversation.file()));
        return new TranscriptPages(form).page(ChatFiles.held(id, ChatFiles.sorted(known)), query);
    }

    @Override
    public Optional<Path> place(Kept conversation) {
        return chat.placeFile()
                .flatMap(name -> beside(conversation.file(), name))
                .or(() -> KeptFiles.inHead(conversation.file(), form::place))
                .filter(text -> text.startsWith("/"))
                .flatMap(ManifestConversations::path);
    }

    private static Optional<String> beside(Path file, String name) {
        try {
            return Optional.of(
                    Files.readString(file.resolveSibling(name).normalize()).strip());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }
}
