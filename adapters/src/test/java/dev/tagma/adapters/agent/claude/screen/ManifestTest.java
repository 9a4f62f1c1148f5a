package dev.tagma.adapters.agent.claude.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.adapters.agent.claude.screen.Manifest.Rule;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.testkit.corpus.RecordedScreen;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final Manifest MANIFEST = Manifest.resource("claude-code-2.1.screens");

    /** A rule that can be left out without any recorded screen being read differently guards nothing that was seen. */
    @Test
    void everyRuleDecidesARecordedScreen() {
        List<Screen> screens = RecordedScreen.of("claude-code", "2.1.329").stream()
                .map(RecordedScreen::screen)
                .toList();

        ClaudeScreen whole = new ClaudeScreen(MANIFEST);
        List<String> idle = new ArrayList<>();
        for (int i = 0; i < MANIFEST.rules().size(); i++) {
            List<Rule> others = new ArrayList<>(MANIFEST.rules());
            Rule rule = others.remove(i);
            ClaudeScreen without = new ClaudeScreen(new Manifest(MANIFEST.versions(), others));
            if (screens.stream().allMatch(screen -> whole.read(screen).equals(without.read(screen)))) {
                idle.add(rule.kind() + " " + rule.place() + " " + rule.pattern());
            }
        }

        assertThat(idle).isEmpty();
    }

    @Test
    void saysWhichVersionsItCovers() {
        assertThat(MANIFEST.versions()).isEqualTo("2.1");
    }

    @Test
    void namesTheLineOfAnUnknownReading() {
        List<String> lines = List.of("# screens", "", "resting footer ^x");

        assertThatThrownBy(() -> Manifest.parse("screens", lines))
                .hasMessageContaining("screens:3")
                .hasMessageContaining("resting");
    }

    @Test
    void namesTheLineOfAMalformedPattern() {
        List<String> lines = List.of("rest footer ^(x");

        assertThatThrownBy(() -> Manifest.parse("screens", lines))
                .hasMessageContaining("screens:1")
                .hasMessageContaining("^(x");
    }

    @Test
    void namesTheLineThatIsNoRule() {
        List<String> lines = List.of("rest footer");

        assertThatThrownBy(() -> Manifest.parse("screens", lines)).hasMessageContaining("screens:1");
    }
}
