package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.conversation.Held;
import dev.tagma.adapters.conversation.KeptFiles;
import dev.tagma.adapters.conversation.TranscriptPages;
import dev.tagma.spi.agent.ConversationStore;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** All conversations below the program's configuration directory, in a folder for each directory they were held in. */
final class ClaudeConversations implements ConversationStore {

    /** Subagents' records are named otherwise, and are not resumed. */
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.jsonl");

    private final KeptFiles files;
    private final JsonMapper mapper;

    ClaudeConversations(ClaudePaths paths, JsonMapper mapper) {
        this.files = new KeptFiles(paths.projects(), 2, NAME);
        this.mapper = mapper;
    }

    @Override
    public Listing kept() {
        return files.all();
    }

    @Override
    public TranscriptPage page(Kept conversation, TranscriptQuery query) {
        return new TranscriptPages(new TranscriptParser(mapper))
                .page(List.of(new Held(conversation.id().value(), conversation.file())), query);
    }

    @Override
    public Optional<Path> place(Kept conversation) {
        return KeptFiles.inHead(conversation.file(), line -> {
            try {
                return mapper.readTree(line)
                        .path("cwd")
                        .stringValueOpt()
                        .filter(text -> text.startsWith("/"))
                        .map(Path::of);
            } catch (JacksonException | java.nio.file.InvalidPathException unreadable) {
                return Optional.empty();
            }
        });
    }
}
