package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.conversation.TranscriptEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Subagents keep records of their own, and what they use is paid for as all else. */
class SubagentsTest {

    @TempDir
    private Path directory;

    private final Subagents subagents =
            new Subagents(new TranscriptParser(JsonMapper.builder().build()));

    private List<String> read() {
        List<String> keys = new ArrayList<>();
        subagents.read(
                directory.resolve("conversation.jsonl"),
                entry -> keys.add(entry instanceof TranscriptEntry.Used used ? used.key() : entry.toString()));
        return keys;
    }

    private void record(String agent, String message) throws IOException {
        Path place = Files.createDirectories(directory.resolve("conversation/subagents"));
        Files.writeString(
                place.resolve("agent-" + agent + ".jsonl"),
                """
                {"type":"user","isSidechain":true,"promptSource":"typed","message":{"content":"Look it up."}}
                {"type":"assistant","isSidechain":true,"timestamp":"2026-11-29T09:15:46.858Z","message":{"id":"%s",\
                "model":"claude-haiku-4-5","content":[{"type":"text","text":"Found."}],"usage":{"input_tokens":5,\
                "output_tokens":7}}}
                """.formatted(message),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Test
    void whatEachUsesIsToldAsItGrows() throws IOException {
        assertThat(read()).as("there are none yet").isEmpty();

        record("a1", "one");
        record("a2", "two");
        assertThat(read()).containsExactlyInAnyOrder("one", "two");

        record("a1", "three");
        assertThat(read()).containsExactly("three");
        assertThat(read()).isEmpty();
    }
}
