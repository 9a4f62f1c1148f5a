package dev.tagma.testkit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small parts: options, settings, JSON, text and history. */
class PartsTest {

    @Test
    void optionsAreReadAsTheRealProgramReadsThem() {
        var options = Options.parse(
                "--resume", "abc", "--fork-session", "--settings=/s.json", "--permission-mode", "plan", "SAY hi");

        assertThat(options.resume()).hasValue("abc");
        assertThat(options.fork()).isTrue();
        assertThat(options.settings()).hasValue(Path.of("/s.json"));
        assertThat(options.mode()).isEqualTo("plan");
        assertThat(options.prompt()).isEqualTo("SAY hi");
        assertThat(Options.parse("--dangerously-skip-permissions").mode()).isEqualTo("bypassPermissions");
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> Options.parse("--nonsense")).hasMessage("unknown option '--nonsense'");
        assertThatThrownBy(() -> Options.parse("--model")).hasMessage("option '--model' needs a value");
    }

    @Test
    void settingsNameHooksByEventAndTool() {
        var settings = Settings.of(Json.read("""
                {"hooks":{"PreToolUse":[{"matcher":"Bash|Write","hooks":[{"type":"command","command":"c","timeout":5},
                {"type":"http","url":"u"}]}]}}
                """));

        assertThat(settings.hooks()).hasSize(1);
        var hook = settings.hooks().getFirst();
        assertThat(hook.timeout()).hasSeconds(5);
        assertThat(hook.isFor("PreToolUse", "Bash")).isTrue();
        assertThat(hook.isFor("PreToolUse", "Read")).isFalse();
        assertThat(hook.isFor("Stop", "Bash")).isFalse();
    }

    @Property
    void jsonIsReadAsItWasWritten(@ForAll List<String> texts, @ForAll long number, @ForAll boolean flag) {
        var object = Json.object("texts", texts, "number", number, "flag", flag, "nothing", null);

        assertThat(Json.read(Json.write(object)).value()).isEqualTo(object);
    }

    @Property
    void wrappedRowsFit(@ForAll String text, @ForAll @IntRange(min = 2, max = 60) int columns) {
        assertThat(Text.wrapped(text, columns))
                .allSatisfy(row -> assertThat(Text.width(row)).isLessThanOrEqualTo(columns));
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        assertThat(Text.width("ab漢👩e\u0301")).isEqualTo(7);
        assertThat(Text.wrapped("漢漢漢", 4)).containsExactly("漢漢", "漢");
    }

    @Test
    void aTranscriptThatWasCutOffIsReadToItsLastWholeLine(@TempDir Path directory) throws Exception {
        var file = directory.resolve("t.jsonl");
        Files.writeString(file, """
                {"type":"user","uuid":"u1","message":{"role":"user","content":"SAY hi"}}
                {"type":"assistant","uuid":"u2","message":{"content":[{"type":"text","text":"hi"}]}}
                {"type":"user","uuid":"u3","message":{"role":"user","content":"WAIT x"}}
                {"type":"assis""");

        var history = History.read(file).orElseThrow();

        assertThat(history.lastLink()).isEqualTo("u3");
        assertThat(history.wasCutOff()).isTrue();
        assertThat(history.blocks())
                .containsExactly(new Block.Said("SAY hi"), new Block.Reply("hi"), new Block.Said("WAIT x"));
    }
}
