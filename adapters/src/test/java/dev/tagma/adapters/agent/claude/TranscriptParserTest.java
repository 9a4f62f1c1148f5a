package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.core.usage.Tokens;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Lines as Claude Code 2.1.329 wrote them, without the fields that nobody reads. */
class TranscriptParserTest {

    private static final Instant AT = Instant.parse("2026-11-29T09:15:46.858Z");

    private final TranscriptParser parser =
            new TranscriptParser(JsonMapper.builder().build());

    @Test
    void aLimitThatIsReachedSaysWhenItIsLifted() {
        assertThat(parser.parse("""
                {"type":"assistant","timestamp":"2026-11-29T09:15:46.858Z","message":{"model":"<synthetic>",\
                "role":"assistant","stop_reason":"stop_sequence","content":[{"type":"text","text":\
                "You've hit your 5-hour limit · resets 10:15am (UTC)"}]},"apiError":"usage_limit_reached",\
                "quotaLimits":{"status":"rejected","resetsAt":1795947346,"rateLimitType":"five_hour"},\
                "error":"rate_limit","isApiErrorMessage":true,"apiErrorStatus":429}"""))
                .containsExactly(new TranscriptEntry.LimitReached(
                        AT,
                        "You've hit your 5-hour limit · resets 10:15am (UTC)",
                        Optional.of(Instant.parse("2026-11-29T10:15:46Z"))));
    }

    /** That is what one sees who pays by use: a request was refused, and no limit of an account is spoken of. */
    @Test
    void aRefusalForTooManyRequestsIsAnErrorLikeOthers() {
        String refusal = "API Error: Request rejected (429) · This request would exceed your account's rate limit."
                + " Please try again later.";

        assertThat(parser.parse("""
                {"type":"assistant","timestamp":"2026-11-29T09:15:46.858Z","message":{"model":"<synthetic>",\
                "role":"assistant","content":[{"type":"text","text":"%s"}]},"apiErrorIsTransient":false,\
                "error":"rate_limit","isApiErrorMessage":true,"apiErrorStatus":429}""".formatted(refusal))).containsExactly(new TranscriptEntry.ApiError(AT, refusal));
    }

    private static final String ANSWER = """
            {"type":"assistant","timestamp":"2026-11-29T09:15:46.858Z","requestId":"req_1","isSidechain":%s,\
            "message":{"id":"msg_1","model":"claude-opus-5-5","role":"assistant",\
            "content":[{"type":"text","text":"Done."}],"usage":{"input_tokens":3,"output_tokens":100,\
            "cache_creation_input_tokens":500,"cache_read_input_tokens":7000,\
            "output_tokens_details":{"thinking_tokens":60},\
            "cache_creation":{"ephemeral_1h_input_tokens":200,"ephemeral_5m_input_tokens":300}}}}""";

    private static final TranscriptEntry.Used USED =
            new TranscriptEntry.Used(AT, "msg_1:req_1", "claude-opus-5-5", new Tokens(3, 40, 7000, 300, 200, 60));

    @Test
    void anAnswerTellsWhatItUsedByKind() {
        assertThat(parser.parse(ANSWER.formatted(false)))
                .containsExactly(new TranscriptEntry.Said(AT, "Done.", false), USED);
    }

    @Test
    void ofASubagentOnlyWhatItUsedIsTaken() {
        assertThat(parser.parse(ANSWER.formatted(true))).containsExactly(USED);
    }

    @Test
    void whatTheProgramSaysItselfUsesNothing() {
        assertThat(parser.parse("""
                {"type":"assistant","timestamp":"2026-11-29T09:15:46.858Z","message":{"id":"x","model":"<synthetic>",\
                "content":[{"type":"text","text":"No response requested."}],"usage":{"input_tokens":0,\
                "output_tokens":0}}}""")).containsExactly(new TranscriptEntry.Said(AT, "No response requested.", false));
    }
}
