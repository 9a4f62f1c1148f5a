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
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.corpus.RecordedScreen;
import dev.tagma.testkit.fake.FakeProgram;
import dev.tagma.testkit.fake.FakeProgram.Input;
import dev.tagma.testkit.fake.FakeTerminal;
import dev.tagma.testkit.fake.FakeTerminals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
        FakeTerminal terminal = showing(screen("permission-bash"), screen("idle-fresh"));

        assertThat(answer(terminal, request, ALLOW)).isEqualTo(new Answered.Delivered());

        assertThat(keys(terminal)).containsExactly(YES);
    }

    @Test
    void refusesByTheLastOption() throws IOException {
        Request request = asked(1, "Bash", TOUCH_MADE);
        FakeTerminal terminal = showing(screen("permission-bash"), screen("idle-fresh"));

        assertThat(answer(terminal, request, new Answer.Deny(Optional.empty()))).isEqualTo(new Answered.Delivered());

        assertThat(keys(terminal)).containsExactly(new Key.Printable('4'));
    }

    @Test
    void aKeyThatCameTooLateIsTakenOutOfTheComposer() throws IOException {
        Request request = asked(1, "Bash", TOUCH_MADE);
        FakeTerminal terminal = showing(screen("permission-bash"), drafted("1"), screen("idle-fresh"));

        assertThat(answer(terminal, request, ALLOW)).isInstanceOf(Answered.TooLate.class);

        assertThat(keys(terminal)).containsExactly(YES, Key.Named.BACKSPACE);
    }

    @Test
    void aDraftThatStoodBelowTheDialogIsLeftAlone() throws IOException {
        Request request = asked(1, "Bash", TOUCH_MADE);
        FakeTerminal terminal = showing(screen("permission-bash"), drafted("half a thought 1"));

        assertThat(answer(terminal, request, ALLOW)).isEqualTo(new Answered.Delivered());

        assertThat(keys(terminal)).containsExactly(YES);
    }

    @Test
    void pressesNothingInTheDialogOfSomethingElse() throws IOException {
        Request request = asked(1, "Bash", "{\"command\":\"touch mad\"}");
        FakeTerminal terminal = showing(screen("permission-bash"));

        assertThat(answer(terminal, request, ALLOW)).isInstanceOf(Answered.Refused.class);

        assertThat(keys(terminal)).isEmpty();
    }

    @Test
    void pressesNothingWhereTwoRequestsLookTheSame() throws IOException {
        Request first = asked(1, "Bash", TOUCH_MADE);
        asked(2, "Bash", "{\"command\":\"touch  made\"}");
        FakeTerminal terminal = showing(screen("permission-bash"));

        assertThat(answer(terminal, first, ALLOW))
                .isInstanceOfSatisfying(
                        Answered.Refused.class,
                        refused -> assertThat(refused.reason()).contains("another request"));

        assertThat(keys(terminal)).isEmpty();
    }

    @Test
    void pressesNothingWhileAPersonWritesIntoTheDialog() throws IOException {
        Request request = asked(1, "Bash", TOUCH_MADE);
        FakeTerminal terminal = showing(screen("permission-bash-amending"));

        assertThat(answer(terminal, request, new Answer.Deny(Optional.empty()))).isInstanceOf(Answered.Refused.class);

        assertThat(keys(terminal)).isEmpty();
    }

    @Test
    void pressesNothingWhileAPersonWritesAnAnswerToTheQuestion() throws IOException {
        Request request = asked(1, "AskUserQuestion", """
                {"questions":[{"question":"Which colour?","header":"Choice","options":[
                {"label":"Red","description":"choose Red"},{"label":"Green","description":"choose Green"},
                {"label":"Blue","description":"choose Blue"}]}]}""");
        FakeTerminal terminal = showing(screen("question-single-typing"));

        assertThat(answer(terminal, request, new Answer.Choose(List.of(List.of("Red")))))
                .isInstanceOf(Answered.Refused.class);

        assertThat(keys(terminal)).isEmpty();
    }

    @Test
    void aDialogThatTakesNoKeyLeavesTheRequestOpen() throws IOException {
        Request request = asked(1, "Bash", TOUCH_MADE);
        FakeTerminal terminal = showing(screen("permission-bash"), screen("permission-bash"));

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
        RequestKind kind = Asks.kind(tool);
        return new Request(
                new TenantId("default"),
                new SessionId(UUID.randomUUID()),
                new RequestId(UUID.randomUUID()),
                key,
                kind,
                tool,
                Optional.of(tool),
                input,
                kind == RequestKind.QUESTION ? Asks.questions(mapper.readTree(input)) : List.of(),
                Request.Channel.KEYS,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    private FakeTerminal showing(Screen first, Screen... afterKeys) {
        Iterator<Screen> next = List.of(afterKeys).iterator();
        FakeProgram program = (face, input) -> switch (input) {
            case Input.Started started -> face.withOutput(first.rows());
            case Input.Pressed pressed ->
                next.hasNext() ? face.withOutput(next.next().rows()) : face;
            default -> face;
        };
        FakeTerminals terminals = new FakeTerminals(spec -> Optional.of(program));
        var runtime = terminals.open();
        runtime.start(
                runtime.plan("agent"),
                new TerminalSpec(
                        List.of("agent"),
                        Map.of(),
                        directory,
                        first.columns(),
                        first.rows().size()));
        return terminals.terminal("agent");
    }

    private static List<Key> keys(FakeTerminal terminal) {
        return terminal.inputs().stream()
                .filter(Input.Pressed.class::isInstance)
                .map(input -> ((Input.Pressed) input).key())
                .toList();
    }

    private static Screen screen(String state) {
        return RecordedScreen.of("claude-code", "2.1.329").stream()
                .filter(recorded ->
                        recorded.state().equals(state) && recorded.screen().columns() == 120)
                .findFirst()
                .orElseThrow()
                .screen();
    }

    /** A screen at rest with this in its composer. */
    private static Screen drafted(String text) {
        Screen idle = screen("idle-fresh");
        List<Screen.Row> rows = idle.rows().stream()
                .map(row ->
                        row.text().startsWith("❯") ? new Screen.Row("❯ " + text, " ".repeat(text.length() + 2)) : row)
                .toList();
        return new Screen(rows, idle.columns(), 2, 0, false, "");
    }
}
