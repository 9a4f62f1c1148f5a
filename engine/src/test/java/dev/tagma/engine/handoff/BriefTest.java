package dev.tagma.engine.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.spi.agent.TranscriptPage.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A brief has as much of a conversation as there is room for, and says what it has not. */
final class BriefTest {

    private static Entry said(String role, String text) {
        return new Entry("c", role, text, Optional.empty(), Optional.empty());
    }

    private static String text(Brief brief) {
        return brief.text("claude-code", Optional.empty());
    }

    @Provide
    Arbitrary<Entry> entries() {
        Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(3_000);
        return Combinators.combine(Arbitraries.of("user", "assistant", "tool", "system"), texts)
                .as(BriefTest::said);
    }

    @Property(tries = 300)
    void itIsNeverLongerThanThereIsRoom(
            @ForAll @Size(max = 40) List<@From("entries") Entry> newestFirst,
            @ForAll @IntRange(min = 4_000, max = 30_000) int bytes) {
        Brief brief = new Brief(bytes);

        newestFirst.forEach(brief::add);

        assertThat(text(brief).getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(bytes);
        assertThat(brief.entries() + brief.leftOut()).isEqualTo(newestFirst.size());
    }

    @Property(tries = 200)
    void whatIsLeftOutIsOlderThanWhatIsNotAndIsSaid(
            @ForAll @IntRange(min = 1, max = 200) int count, @ForAll @IntRange(min = 1, max = 900) int length) {
        Brief brief = new Brief(20_000);
        for (int i = 0; i < count; i++) {
            brief.add(said("user", "entry<" + i + ">" + "x".repeat(length)));
        }

        String text = text(brief);
        for (int i = 0; i < count; i++) {
            assertThat(text.contains("entry<" + i + ">")).isEqualTo(i < brief.entries());
        }
        assertThat(brief.entries()).isPositive();
        assertThat(text.contains("older entries left out")).isEqualTo(brief.leftOut() > 0);
    }

    @Test
    void theOldestStandsFirst() {
        Brief brief = new Brief(20_000);
        brief.add(said("assistant", "the newest"));
        brief.add(said("user", "the oldest"));

        assertThat(text(brief))
                .containsSubsequence("claude-code", "## user\nthe oldest", "## assistant\nthe newest", "record ends");
    }

    @Test
    void whatToolsSaidIsShortenedAndWhatAgentsSaidIsNot() {
        Brief brief = new Brief(20_000);
        brief.add(said("tool", "begin" + "x".repeat(5_000) + "end"));
        brief.add(said("assistant", "y".repeat(5_000)));

        assertThat(text(brief))
                .contains("begin", "end\n", "4008 characters left out", "y".repeat(5_000))
                .doesNotContain("x".repeat(1_000));
        assertThat(brief.shortened()).isEqualTo(1);
    }

    @Test
    void aNewestEntryThatIsTooLongLosesItsMiddle() {
        Brief brief = new Brief(6_000);
        brief.add(said("assistant", "begin" + "😀".repeat(4_000) + "end"));
        brief.add(said("user", "older"));

        assertThat(text(brief)).contains("begin", "end", "characters left out").doesNotContain("older\n");
        assertThat(brief.leftOut()).isEqualTo(1);
    }

    @Test
    void whoHandsOverSaysWhatIsNext() {
        Brief brief = new Brief(6_000);
        brief.add(said("user", "hello"));

        assertThat(brief.text("codex", Optional.of("Fix the test."))).endsWith("Fix the test.\n");
        assertThat(text(brief)).contains("wait to be told");
    }
}
