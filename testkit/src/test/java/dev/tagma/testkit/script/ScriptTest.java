package dev.tagma.testkit.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.testkit.script.Step.Bash;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    @Test
    void everyVerbBecomesItsStep() {
        var script = Script.parse("""
                SAY one\\ntwo
                THINK hard
                SLOW 1.5
                WAIT gate
                HANG
                DROP 2
                FAIL 529 3
                LIMIT 60
                TOKENS 10 20
                CALLS 2
                BASH ls -l
                BG sleep 9
                ESCALATE id
                WRITE a.txt x\\ny
                READ a.txt
                ASK Which?| Red |Blue
                PLAN first\\nthen
                TASK look|SAY found\\nSAY it
                TOOL Grep {"pattern":"x"}
                CRASH
                HANGUI
                FLOOD 64
                MISLEAD Do you want to proceed?
                MUTE hooks
                LATEHOOK 250
                """);

        assertThat(script.steps())
                .containsExactly(
                        new Step.Say("one\ntwo"),
                        new Step.Think("hard"),
                        new Step.Slow(Duration.ofMillis(1500)),
                        new Step.Wait("gate"),
                        new Step.Hang(),
                        new Step.Drop(2),
                        new Step.Fail(529, 3),
                        new Step.Limit(Duration.ofMinutes(1)),
                        new Step.Tokens(10, 20),
                        new Step.Calls(2),
                        new Bash("ls -l", Bash.Kind.PLAIN),
                        new Bash("sleep 9", Bash.Kind.BACKGROUND),
                        new Bash("id", Bash.Kind.ESCALATED),
                        new Step.Write("a.txt", "x\ny"),
                        new Step.Read("a.txt"),
                        new Step.Ask("Which?", List.of("Red", "Blue")),
                        new Step.Plan("first\nthen"),
                        new Step.Task("look", "SAY found\nSAY it"),
                        new Step.Tool("Grep", "{\"pattern\":\"x\"}"),
                        new Step.Crash(),
                        new Step.HangUi(),
                        new Step.Flood(64),
                        new Step.Mislead("Do you want to proceed?"),
                        new Step.Mute(Step.Mute.Source.HOOKS),
                        new Step.LateHook(Duration.ofMillis(250)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"say hi", "SAYING hi", "please SAY hi", "MUTE button", "", "REPEAT 3", "Do WAIT here"})
    void whatIsNoVerbLineIsNoStep(String line) {
        assertThat(Script.parse(line).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"> SAY hi", "  - SAY hi", "* SAY: hi", "\"SAY hi"})
    void marksBeforeAVerbDoNotHideIt(String line) {
        assertThat(Script.parse(line).steps()).containsExactly(new Step.Say("hi"));
    }

    @Test
    void repeatIsTheSameStepSoOften() {
        assertThat(Script.parse("REPEAT 3 BASH true").steps())
                .containsOnly(new Bash("true", Bash.Kind.PLAIN))
                .hasSize(3);
    }

    @Test
    void aToolStepEndsAReply() {
        var replies = Script.parse("SAY a\nBASH b\nSAY c").replies();

        assertThat(replies)
                .containsExactly(
                        List.of(new Step.Say("a"), new Bash("b", Bash.Kind.PLAIN)), List.of(new Step.Say("c")));
    }

    @Test
    void callsJoinToolStepsInOneReply() {
        var replies = Script.parse("CALLS 2\nREAD a\nREAD b\nREAD c").replies();

        assertThat(replies)
                .containsExactly(List.of(new Step.Read("a"), new Step.Read("b")), List.of(new Step.Read("c")));
    }

    @Property
    void noTextAtAllIsTooStrangeToRead(@ForAll String text) {
        assertThat(Script.parse(text).replies().stream().flatMap(List::stream))
                .hasSizeLessThanOrEqualTo(Script.parse(text).steps().size());
    }
}
