package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.agent.claude.screen.ClaudeScreen;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.testkit.fake.FakeTerminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A program that shows recorded screens, one after each key. */
class KeyAnswerTest {

    private static final Key YES = new Key.Printable('1');
    private static final Answer ALLOW = new Answer.Allow(Answer.Scope.ONCE);
    private static final String TOUCH_MADE = "{\"command\":\"touch made\"}";

    private final JsonMapper mapper = JsonMapper.builder().build();

    @TempDir
    private Path directory;

    private Asks asks;

    @BeforeEach
    void noRequestIsOpen() {
        asks = new Asks(new HookSpool(directory, mapper), new Decision(mapper), observation -> {});
    }

    @Test
    void pressesTheDigitOfTheAnswer() throws IOException {
        Request request = asked(1, "Bash", TOUCH_MADE);
        FakeTerminal terminal =
                showing(RecordedProgram.screen("permission-bash"), RecordedProgram.screen("idle-fresh"));

        assertThat(answer(terminal, request, ALLOW)).isEqualTo(new Answered.Delivered());

        assertThat(RecordedProgram.keys(terminal)).containsExactly(YES);
    }

    @Test
    void refusesByTheLastOption() throws IOException {
        Request request = asked(1, "Bash", TOUCH_MADE);
        FakeTerminal terminal =
                showing(RecordedProgram.screen("permission-bash"), RecordedProgram.screen("idle-fresh"));

        assertThat(answer(terminal, request, new Answer.Deny(Optional.empty()))).isEqualTo(new Answered.Delivered());

        assertThat(RecordedProgram.keys(terminal)).containsExactly(new Key.Printable('4'));
    }

    @Test
    void aKeyThatCameTooLateIsTakenOutOfTheComposer() throws IOException {
        Request request = asked(1, "Bash", TOUCH_MADE);
        FakeTerminal terminal = showing(
                RecordedProgram.screen("permission-bash"),
                RecordedProgram.drafted("1"),
                RecordedProgram.screen("idle-fresh"));

        assertThat(answer(terminal, request, ALLOW)).isInstanceOf(Answered.TooLate.class);

        assertThat(RecordedProgram.keys(terminal)).containsExactly(YES, Key.Named.BACKSPACE);
    }

    @Test
    void aDraftThatStoodBelowTheDialogIsLeftAlone() throws IOException {
        Request request = asked(1, "Bash", TOUCH_MADE);
        FakeTerminal terminal =
                showing(RecordedProgram.screen("permission-bash"), RecordedProgram.drafted("half a thought 1"));

        assertThat(answer(terminal, request, ALLOW)).isEqualTo(new Answered.Delivered());

        assertThat(RecordedProgram.keys(terminal)).containsExactly(YES);
    }

    @Test
    void pressesNothingInTheDialogOfSomethingElse() throws IOException {
        Request request = asked(1, "Bash", "{\"command\":\"touch mad\"}");
        FakeTerminal terminal = showing(RecordedProgram.screen("permission-bash"));

        assertThat(answer(terminal, request, ALLOW)).isInstanceOf(Answered.Refused.class);

        assertThat(RecordedProgram.keys(terminal)).isEmpty();
    }

    @Test
    void pressesNothingWhereTwoRequestsLookTheSame() throws IOException {
        Request first = asked(1, "Bash", TOUCH_MADE);
        asked(2, "Bash", "{\"command\":\"touch  made\"}");
        FakeTerminal terminal = showing(RecordedProgram.screen("permission-bash"));

        assertThat(answer(terminal, first, ALLOW))
                .isInstanceOfSatisfying(
                        Answered.Refused.class,
                        refused -> assertThat(refused.reason()).contains("another request"));

        assertThat(RecordedProgram.keys(terminal)).isEmpty();
    }

    @Test
    void pressesNothingWhileAPersonWritesIntoTheDialog() throws IOException {
        Request request = asked(1, "Bash", TOUCH_MADE);
        FakeTerminal terminal = showing(RecordedProgram.screen("permission-bash-amending"));

        assertThat(answer(terminal, request, new Answer.Deny(Optional.empty()))).isInstanceOf(Answered.Refused.class);

        assertThat(RecordedProgram.keys(terminal)).isEmpty();
    }

    @Test
    void pressesNothingWhileAPersonWritesAnAnswerToTheQuestion() throws IOException {
        Request request = asked(1, "AskUserQuestion", """
                {"questions":[{"question":"Which colour?","header":"Choice","options":[
                {"label":"Red","description":"choose Red"},{"label":"Green","description":"choose Green"},
                {"label":"Blue","description":"choose Blue"}]}]}""");
        FakeTerminal terminal = showing(RecordedProgram.screen("question-single-typing"));

        assertThat(answer(terminal, request, new Answer.Choose(List.of(List.of("Red")))))
                .isInstanceOf(Answered.Refused.class);

        assertThat(RecordedProgram.keys(terminal)).isEmpty();
    }

    @Test
    void aDialogThatTakesNoKeyLeavesTheRequestOpen() throws IOException {
        Request request = asked(1, "Bash", TOUCH_MADE);
        FakeTerminal terminal =
                showing(RecordedProgram.screen("permission-bash"), RecordedProgram.screen("permission-bash"));

        assertThat(answer(terminal, request, ALLOW))
                .isInstanceOfSatisfying(
                        Answered.Refused.class,
                        refused -> assertThat(refused.reason()).contains("did not take"));
    }

    private Answered answer(FakeTerminal terminal, Request request, Answer answer) {
        return new KeyAnswer(new ClaudeScreen(), asks, new Pulse()).answer(terminal, request, answer);
    }

    /** A request of a hook that has died since. */
    private Request asked(int number, String tool, String input) {
        String key = "170000000000000000" + number + "-999999999";
        asks.opened(new HookEvent(
                key,
                Instant.EPOCH,
                mapper.readTree("{\"hook_event_name\":\"PermissionRequest\",\"tool_name\":\"" + tool
                        + "\",\"tool_input\":" + input + "}")));
        RequestKind kind = AskedTool.kind(tool);
        return new Request(
                new TenantId("default"),
                new SessionId(UUID.randomUUID()),
                new RequestId(UUID.randomUUID()),
                key,
                kind,
                tool,
                Optional.of(tool),
                input,
                kind == RequestKind.QUESTION ? new AskedTool(tool, mapper.readTree(input)).questions() : List.of(),
                Request.Channel.KEYS,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    private FakeTerminal showing(Screen first, Screen... afterKeys) {
        return new RecordedProgram(first, afterKeys).start("agent", directory);
    }
}
