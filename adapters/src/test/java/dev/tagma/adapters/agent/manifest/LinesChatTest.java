package dev.tagma.adapters.agent.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.agent.manifest.form.FieldPath;
import dev.tagma.adapters.agent.manifest.form.LineForm;
import dev.tagma.adapters.agent.manifest.form.LineForm.LineRule;
import dev.tagma.adapters.agent.manifest.form.LineForm.Means;
import dev.tagma.adapters.agent.manifest.form.LineForm.Part;
import dev.tagma.adapters.agent.manifest.form.Manifest;
import dev.tagma.adapters.agent.manifest.form.ManifestFiles;
import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.core.usage.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A record is read as its manifest describes it; what the description does not know tells nothing. */
final class LinesChatTest {

    private static final Instant AT = Instant.parse("2026-11-29T12:00:00.250Z");

    private static LinesChat copilot() {
        Manifest.Chat chat = ManifestFiles.builtIn("copilot").transcript().orElseThrow();
        return new LinesChat(chat.lines().orElseThrow(), JsonMapper.shared());
    }

    private static String line(String type, String data) {
        return """
                {"type":"%s","data":%s,"id":"e1","timestamp":"2026-11-29T12:00:00.250Z","parentId":null}""".formatted(type, data);
    }

    /** As the format is described; no real record was at hand. */
    @Test
    void theEventsOfCopilotAreAConversation() {
        LinesChat chat = copilot();

        assertThat(chat.parse(line("user.message", "{\"content\":\"mend it\",\"attachments\":[]}")))
                .containsExactly(new TranscriptEntry.Prompt(AT, "e1", "mend it", true));
        assertThat(chat.parse(line("assistant.message", "{\"content\":\"done\",\"toolRequests\":[]}")))
                .containsExactly(new TranscriptEntry.Said(AT, "done", false));
        assertThat(chat.parse(line("assistant.message", "{\"content\":\"\",\"toolRequests\":[{\"name\":\"bash\"}]}")))
                .as("a message that only uses tools")
                .isEmpty();
        assertThat(chat.parse(
                        line("tool.execution_start", "{\"toolName\":\"bash\",\"arguments\":{\"command\":\"ls\"}}")))
                .containsExactly(new TranscriptEntry.ToolUsed(AT, "bash", "{\"command\":\"ls\"}"));
        assertThat(chat.parse(line("tool.execution_complete", "{\"success\":true,\"result\":{\"content\":\"a.txt\"}}")))
                .containsExactly(new TranscriptEntry.ToolAnswered(AT, "a.txt"));
        assertThat(chat.parse(line("session.error", "{\"message\":\"no quota\"}")))
                .containsExactly(new TranscriptEntry.ApiError(AT, "no quota"));
        assertThat(chat.parse(line("abort", "{\"reason\":\"user initiated\"}")))
                .containsExactly(new TranscriptEntry.Interrupted(AT));
        assertThat(chat.place(line("session.start", "{\"context\":{\"cwd\":\"/home/anna/api\"}}")))
                .contains("/home/anna/api");
    }

    @Test
    void whatIsNotDescribedOrHalfWrittenTellsNothing() {
        LinesChat chat = copilot();

        for (String odd : List.of(
                "",
                "{",
                "[]",
                "7",
                "null",
                "{\"type\":[\"user.message\"]}",
                line("hook.start", "{}"),
                line("user.message", "{}"),
                line("user.message", "{\"content\":\"x\"").substring(0, 30))) {
            assertThat(chat.parse(odd)).as(odd).isEmpty();
        }
    }

    @Test
    void numbersAreMomentsAndALineMayBeSeveralThings() {
        LinesChat chat = new LinesChat(
                new LineForm(
                        Optional.of(FieldPath.parse("n")),
                        Optional.of(FieldPath.parse("t")),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(
                                new LineRule(
                                        Map.of(FieldPath.parse("m.role"), "model"),
                                        Means.SAID,
                                        Map.of(Part.TEXT, FieldPath.parse("m.parts.*.text"))),
                                new LineRule(
                                        Map.of(FieldPath.parse("m.role"), "model"),
                                        Means.USED,
                                        Map.of(
                                                Part.INPUT, FieldPath.parse("u.i"),
                                                Part.OUTPUT, FieldPath.parse("u.o"),
                                                Part.MODEL, FieldPath.parse("u.by"))))),
                JsonMapper.shared());

        assertThat(chat.parse("""
                {"n":"x","t":1795953600,"m":{"role":"model","parts":[{"text":"one"},{"call":1},{"text":"two"}]},\
                "u":{"i":3,"o":4,"by":"large"}}"""))
                .containsExactly(
                        new TranscriptEntry.Said(Instant.ofEpochSecond(1_795_953_600), "one\ntwo", false),
                        new TranscriptEntry.Used(
                                Instant.ofEpochSecond(1_795_953_600), "x", "large", new Tokens(3, 4, 0, 0, 0, 0)));
        assertThat(chat.parse(
                        "{\"n\":\"x\",\"t\":1795953600250,\"m\":{\"role\":\"model\",\"parts\":[{\"text\":\"a\"}]}}"))
                .extracting(TranscriptEntry::at)
                .containsExactly(Instant.ofEpochMilli(1_795_953_600_250L));
    }
}
