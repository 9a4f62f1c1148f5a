package dev.tagma.adapters.agent.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.agent.manifest.form.Manifest;
import dev.tagma.adapters.agent.manifest.form.ManifestFiles;
import dev.tagma.spi.agent.ConversationStore;
import dev.tagma.spi.agent.ConversationStore.Kept;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Conversations are found where the built-in manifests say that the programs keep them. */
final class ManifestConversationsTest {

    private static final TranscriptQuery ALL =
            new TranscriptQuery(Optional.of(TranscriptQuery.BEGINNING), Optional.empty(), 200, Optional.empty());

    private final Map<Path, String> names = new HashMap<>();

    @TempDir
    private Path home;

    private ConversationStore store(String agent) {
        Manifest.Chat chat = ManifestFiles.builtIn(agent).transcript().orElseThrow();
        return new ManifestConversations(chat, ChatForm.of(chat, JsonMapper.shared()), home.toString(), names);
    }

    private Path file(String path, String text) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String recorded(String name) throws IOException {
        try (InputStream in = ManifestConversationsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> texts(ConversationStore store, Kept kept) {
        return store.page(kept, ALL).entries().stream()
                .map(TranscriptPage.Entry::text)
                .toList();
    }

    @Test
    void geminisAreNamedInTheirFirstLineAndLieBesideTheirDirectory() throws IOException {
        file(".gemini/tmp/api/chats/session-2026-11-21T00-30-05648121.jsonl", recorded("gemini-0.61.0.jsonl"));
        file(".gemini/tmp/api/.project_root", "/home/anna/api\n");
        ConversationStore gemini = store("gemini");

        Kept kept = gemini.kept().conversations().getFirst();

        assertThat(gemini.kept().conversations()).hasSize(1);
        assertThat(kept.id().value()).startsWith("05648121-");
        assertThat(gemini.place(kept)).contains(Path.of("/home/anna/api"));
        assertThat(texts(gemini, kept)).contains("SAY hello from the fake model");
        assertThat(names).hasSize(1);
    }

    @Test
    void qwensAreNamedByTheirFiles() throws IOException {
        String id = "3ab89a4d-bb00-4122-bc75-73606282ca03";
        file(".qwen/projects/-lab-agents-work-qwen/chats/" + id + ".jsonl", recorded("qwen-0.24.4.jsonl"));
        file(".qwen/projects/-lab-agents-work-qwen/chats/" + id + ".runtime.json", "{}");
        ConversationStore qwen = store("qwen");

        Kept kept = qwen.kept().conversations().getFirst();

        assertThat(qwen.kept().conversations()).hasSize(1);
        assertThat(kept.id().value()).isEqualTo(id);
        assertThat(qwen.place(kept)).contains(Path.of("/lab/agents/work/qwen"));
        assertThat(texts(qwen, kept)).startsWith("BASH touch made");
    }

    @Test
    void filesOfOneConversationAreOneConversation() throws IOException {
        String id = "05648121-0000-4000-8000-000000000000";
        String head = "{\"sessionId\":\"" + id + "\"}\n";
        String said = "{\"type\":\"user\",\"id\":\"%s\",\"content\":[{\"text\":\"%s\"}]}\n";
        Path later =
                file(".gemini/tmp/api/chats/session-2-05648121.jsonl", head + said.formatted("b", "and the second"));
        file(".gemini/tmp/api/chats/session-1-05648121.jsonl", head + said.formatted("a", "the first"));
        ConversationStore gemini = store("gemini");
        Kept before = gemini.kept().conversations().getFirst();
        Files.writeString(later, head + said.formatted("b", "and the second, longer"));

        Kept kept = gemini.kept().conversations().getFirst();

        assertThat(gemini.kept().conversations()).hasSize(1);
        assertThat(kept.stamp()).isNotEqualTo(before.stamp());
        assertThat(texts(gemini, kept)).containsExactlyInAnyOrder("the first", "and the second, longer");
    }

    @Test
    void whereNothingIsKeptNothingIsMissing() {
        assertThat(store("copilot").kept()).isEqualTo(new ConversationStore.Listing(List.of(), true));
    }

    @Test
    void anAgentWithoutARecordHasNone() {
        assertThat(ManifestFiles.builtIn("amp").transcript()).isEmpty();
    }
}
