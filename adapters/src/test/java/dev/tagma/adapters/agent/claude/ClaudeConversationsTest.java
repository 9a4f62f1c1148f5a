package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.spi.agent.ConversationStore;
import dev.tagma.spi.agent.ConversationStore.Kept;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Conversations that a person has held with the program itself. */
final class ClaudeConversationsTest {

    private static final String ID = "2f1c6c1e-3c5e-4b6f-9f57-0d9c1f1a7b11";

    private static final String PROMPT = """
            {"type":"user","promptSource":"cli","promptId":"p1","cwd":"/home/anna/my api",\
            "timestamp":"2026-11-20T10:00:00Z","message":{"content":"why is it flaky?"}}
            """;

    private static final String ANSWER = """
            {"type":"assistant","timestamp":"2026-11-20T10:00:01Z",\
            "message":{"content":[{"type":"text","text":"because of the clock"}]}}
            """;

    @TempDir
    private Path home;

    private ConversationStore conversations() {
        return new ClaudeConversations(
                new ClaudePaths(Map.of("CLAUDE_CONFIG_DIR", home.toString())), JsonMapper.shared());
    }

    private Path file(String name) throws IOException {
        return Files.createDirectories(home.resolve("projects/-home-anna-my-api"))
                .resolve(name);
    }

    private static List<String> texts(TranscriptPage page) {
        return page.entries().stream().map(TranscriptPage.Entry::text).toList();
    }

    @Test
    void noneAreKeptWhereTheProgramNeverRan() {
        assertThat(conversations().kept().conversations()).isEmpty();
    }

    @Test
    void whatWasSaidIsReadWithThePlaceItWasSaidIn() throws IOException {
        Files.writeString(file(ID + ".jsonl"), "{\"type\":\"summary\"}\nno json\n" + PROMPT + ANSWER);
        Files.writeString(file("agent-1234.jsonl"), PROMPT);
        Files.writeString(file("notes.txt"), "x");

        Kept kept = conversations().kept().conversations().getFirst();

        assertThat(conversations().kept().conversations()).hasSize(1);
        assertThat(kept.id().value()).isEqualTo(ID);
        assertThat(conversations().place(kept)).contains(Path.of("/home/anna/my api"));
        assertThat(texts(conversations()
                        .page(
                                kept,
                                new TranscriptQuery(
                                        Optional.of(TranscriptQuery.BEGINNING),
                                        Optional.empty(),
                                        10,
                                        Optional.empty()))))
                .containsExactly("why is it flaky?", "because of the clock");
    }

    @Test
    void itsStampChangesWithEveryLine() throws IOException {
        Path file = file(ID + ".jsonl");
        Files.writeString(file, PROMPT);
        String before = conversations().kept().conversations().getFirst().stamp();

        Files.writeString(file, ANSWER, StandardOpenOption.APPEND);

        assertThat(conversations().kept().conversations().getFirst().stamp()).isNotEqualTo(before);
        assertThat(conversations().kept().conversations().getFirst().stamp())
                .isEqualTo(conversations().kept().conversations().getFirst().stamp());
    }
}
