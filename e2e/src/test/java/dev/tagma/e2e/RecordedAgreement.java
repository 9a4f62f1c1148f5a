package dev.tagma.e2e;

import dev.tagma.adapters.agent.claude.screen.ClaudeScreen;
import dev.tagma.adapters.agent.manifest.form.ManifestFiles;
import dev.tagma.adapters.agent.manifest.screen.ScreenReader;
import dev.tagma.bench.report.Row;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.testkit.corpus.RecordedScreen;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** How far the reading of screens agrees with the labels of those recorded of one agent. */
record RecordedAgreement(String agent, String version, Function<Screen, String> reading) {

    private static final Set<String> WAITING = Set.of("permission", "question", "plan");

    static Stream<RecordedAgreement> all() {
        ClaudeScreen claude = new ClaudeScreen();
        return Stream.of(
                new RecordedAgreement(
                        "claude-code", "2.1.329", screen -> claude.read(screen).word()),
                byManifest("gemini", "0.61.0"),
                byManifest("qwen", "0.24.4"));
    }

    private static RecordedAgreement byManifest(String agent, String version) {
        ScreenReader reader = new ScreenReader(ManifestFiles.builtIn(agent).screen());
        return new RecordedAgreement(
                agent, version, screen -> reader.read(screen).word());
    }

    Row row() {
        List<RecordedScreen> screens = RecordedScreen.of(agent, version);
        long right = 0;
        long falseIdle = 0;
        long falseWaiting = 0;
        for (RecordedScreen recorded : screens) {
            String word = reading.apply(recorded.screen());
            if (word.equals(recorded.reading())) {
                right++;
            } else if (word.equals("idle")) {
                falseIdle++;
            } else if (WAITING.contains(word)) {
                falseWaiting++;
            }
        }
        return Row.judged(
                agent + " " + version + ", recorded screens",
                "all right",
                "%d of %d right; %d false idle, %d false waiting"
                        .formatted(right, screens.size(), falseIdle, falseWaiting),
                right == screens.size());
    }
}
