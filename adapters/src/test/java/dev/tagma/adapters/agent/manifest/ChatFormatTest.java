package dev.tagma.adapters.agent.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.adapters.conversation.TranscriptFormat;
import dev.tagma.core.usage.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The records that the real programs wrote. */
class ChatFormatTest {

    private static List<TranscriptEntry> entries(TranscriptFormat format, String name) throws IOException {
        try (InputStream in = ChatFormatTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .flatMap(line -> format.parse(line).stream())
                    .toList();
        }
    }

    private static List<String> prompts(List<TranscriptEntry> entries) {
        return entries.stream()
                .filter(TranscriptEntry.Prompt.class::isInstance)
                .map(prompt -> ((TranscriptEntry.Prompt) prompt).text())
                .toList();
    }

    private static List<String> said(List<TranscriptEntry> entries) {
        return entries.stream()
                .filter(TranscriptEntry.Said.class::isInstance)
                .map(said -> ((TranscriptEntry.Said) said).text().strip())
                .toList();
    }

    @Test
    void geminiWritesWhatWasSaidOnceAndAgainAfterAnInterruption() throws IOException {
        List<TranscriptEntry> entries = entries(new GeminiChat(JsonMapper.shared()), "gemini-0.61.0.jsonl");

        assertThat(prompts(entries))
                .containsExactly(
                        "SAY hello from the fake model",
                        "SLOW 6",
                        "BASH touch made",
                        "WRITE /lab/agents/work/gemini/new.txt helloASK Which color?|Red|Blue",
                        "FAIL 400",
                        "SLOW 20",
                        "SLOW 8",
                        "SAY queued one");
        assertThat(said(entries)).contains("hello from the fake model").doesNotHaveDuplicates();
        assertThat(entries)
                .anyMatch(TranscriptEntry.Interrupted.class::isInstance)
                .anyMatch(TranscriptEntry.ApiError.class::isInstance)
                .anySatisfy(entry -> assertThat(entry)
                        .isInstanceOfSatisfying(
                                TranscriptEntry.ToolUsed.class,
                                used -> assertThat(used.tool()).isEqualTo("run_shell_command")));
    }

    @Test
    void qwenWritesWhatAPersonSaidAndWhatTheModelDid() throws IOException {
        List<TranscriptEntry> entries = entries(new QwenChat(JsonMapper.shared()), "qwen-0.24.4.jsonl");

        assertThat(prompts(entries)).startsWith("BASH touch made", "ASK Which color?|Red|Blue");
        assertThat(said(entries).getFirst()).startsWith("Done. The tool answered: Command: touch made");
        assertThat(entries)
                .anySatisfy(entry -> assertThat(entry).isInstanceOf(TranscriptEntry.ToolUsed.class))
                .anySatisfy(entry -> assertThat(entry).isInstanceOf(TranscriptEntry.ToolAnswered.class));
    }

    private static List<TranscriptEntry.Used> used(List<TranscriptEntry> entries) {
        return entries.stream()
                .filter(TranscriptEntry.Used.class::isInstance)
                .map(TranscriptEntry.Used.class::cast)
                .toList();
    }

    @Test
    void geminiTellsWhatEachMessageUsedAndTellsItAgain() throws IOException {
        List<TranscriptEntry.Used> used = used(entries(new GeminiChat(JsonMapper.shared()), "gemini-0.61.0.jsonl"));

        assertThat(used.getFirst().model()).isEqualTo("gemini-2.5-pro");
        assertThat(used.getFirst().tokens()).isEqualTo(new Tokens(12845, 9, 0, 0, 0, 0));
        assertThat(used.stream().map(TranscriptEntry.Used::key).distinct().count())
                .as("a message that used tools is written twice")
                .isLessThan(used.size());
    }

    @Test
    void qwenTellsWhatEachMessageUsed() throws IOException {
        List<TranscriptEntry.Used> used = used(entries(new QwenChat(JsonMapper.shared()), "qwen-0.24.4.jsonl"));

        assertThat(used).isNotEmpty().allSatisfy(one -> {
            assertThat(one.tokens().input()).isPositive();
            assertThat(one.tokens().output()).isPositive();
            assertThat(one.key()).isNotEmpty();
        });
    }

    @Test
    void whiteSpaceIsNotKeptExactly() {
        TranscriptFormat format = new QwenChat(JsonMapper.shared());

        assertThat(format.normalise("a\n\tb  c \n")).isEqualTo(format.normalise("a b c"));
        assertThat(format.normalise("ab")).isNotEqualTo(format.normalise("a b"));
    }
}
