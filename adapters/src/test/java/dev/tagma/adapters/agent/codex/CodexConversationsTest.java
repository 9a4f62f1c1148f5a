package dev.tagma.adapters.agent.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.spi.agent.ConversationStore.Kept;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Conversations that a person has held with the program itself. */
final class CodexConversationsTest {

    private static final String ID = "019abc00-3c5e-7b6f-9f57-0d9c1f1a7b11";

    private static final String RECORD = """
            {"timestamp":"2026-11-20T10:00:00Z","type":"session_meta","payload":{"id":"%s","cwd":"/home/anna/api"}}
            {"timestamp":"2026-11-20T10:00:01Z","type":"event_msg","payload":{"type":"item_completed","turn_id":"t1",\
            "item":{"type":"UserMessage","id":"u1","content":[{"type":"text","text":"why is it flaky?"}]}}}
            {"timestamp":"2026-11-20T10:00:02Z","type":"event_msg","payload":{"type":"item_completed","turn_id":"t1",\
            "item":{"type":"AgentMessage","id":"a1","content":[{"type":"Text","text":"because of the clock"}]}}}
            """.formatted(ID);

    @TempDir
    private Path home;

    @Test
    void whatWasSaidIsReadWithThePlaceItWasSaidIn() throws IOException {
        Path day = Files.createDirectories(home.resolve("sessions/2026/11/20"));
        Files.writeString(day.resolve("rollout-2026-11-20T10-00-00-" + ID + ".jsonl"), RECORD);
        Files.writeString(day.resolve("other.jsonl"), RECORD);
        CodexConversations conversations = new CodexConversations(home, JsonMapper.shared());

        Kept kept = conversations.kept().conversations().getFirst();
        TranscriptPage first = conversations.page(kept, from(TranscriptQuery.BEGINNING, 1));
        TranscriptPage second =
                conversations.page(kept, from(first.entries().getFirst().cursor(), 1));

        assertThat(conversations.kept().conversations()).hasSize(1);
        assertThat(kept.id().value()).isEqualTo(ID);
        assertThat(conversations.place(kept)).contains(Path.of("/home/anna/api"));
        assertThat(first.entries()).extracting(TranscriptPage.Entry::text).containsExactly("why is it flaky?");
        assertThat(first.more()).isTrue();
        assertThat(second.entries()).extracting(TranscriptPage.Entry::text).containsExactly("because of the clock");
        assertThat(second.more()).isFalse();
    }

    private static TranscriptQuery from(String cursor, int limit) {
        return new TranscriptQuery(Optional.of(cursor), Optional.empty(), limit, Optional.empty());
    }
}
