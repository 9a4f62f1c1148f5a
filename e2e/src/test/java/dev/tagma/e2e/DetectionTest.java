package dev.tagma.e2e;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.stage.Subscriber;
import dev.tagma.core.fact.Source;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures how right and how fast the status of every agent is, with all of its sources and with each of them lost in turn,
 * and writes the table into {@code docs/benchmarks.md}. It is no test: {@code ./build detection} runs it.
 */
@Tag("detection")
class DetectionTest {

    private static final int ROUNDS = 4;

    /** Who tells nothing any more is not asked so often: each change that is not told is waited for. */
    private static final int ROUNDS_IN_VAIN = 1;

    /**
     * An agent that is measured.
     *
     * @param sources what tells of its state
     */
    private record Subject(String name, Supplier<World> world, Set<Source> sources) {}

    private static final Set<Source> CLAUDE =
            EnumSet.of(Source.AGENT_STATE, Source.HOOK, Source.TRANSCRIPT, Source.TITLE, Source.SCREEN, Source.PROCESS);
    private static final Set<Source> MANIFEST =
            EnumSet.of(Source.TRANSCRIPT, Source.TITLE, Source.SCREEN, Source.PROCESS);
    private static final Set<Source> PROTOCOL = EnumSet.of(Source.PROTOCOL, Source.PROCESS);

    private static final List<Subject> SUBJECTS = List.of(
            new Subject("scripted", ScriptedWorld::new, CLAUDE),
            new Subject("scripted over ACP", ScriptedAcpWorld::new, PROTOCOL),
            new Subject("claude-code", ClaudeWorld::new, CLAUDE),
            new Subject("claude-code over its stream", ClaudeStreamWorld::new, PROTOCOL),
            new Subject("claude-agent-acp", ClaudeAcpWorld::new, PROTOCOL),
            new Subject("codex", CodexWorld::new, PROTOCOL),
            new Subject("opencode", OpenCodeWorld::new, PROTOCOL),
            new Subject("gemini", GeminiWorld::new, MANIFEST),
            new Subject("qwen", QwenWorld::new, MANIFEST));

    @Test
    void everyAgent() throws Exception {
        Set<String> only = Set.of(System.getProperty("tagma.subjects", "").split(","));
        Report report = new Report(System.out, Clock.systemUTC().instant());
        RecordedAgreement.all().map(RecordedAgreement::row).forEach(report::add);
        for (Subject subject : SUBJECTS) {
            if (only.contains("") || only.contains(subject.name())) {
                measure(subject, Optional.empty(), report);
                for (Source lost : subject.sources()) {
                    measure(subject, Optional.of(lost), report);
                }
            }
        }
        if (only.contains("")) {
            report.into(Path.of(System.getProperty("tagma.checkout")).resolve("docs/benchmarks.md"), "detection");
        }
    }

    private static void measure(Subject subject, Optional<Source> lost, Report report) throws Exception {
        Set<Source> left = EnumSet.copyOf(subject.sources());
        lost.ifPresent(left::remove);
        int rounds = bar(left) == Detected.Bar.NOBODY ? ROUNDS_IN_VAIN : ROUNDS;
        Detected detected = new Detected();
        try (Stage stage = new Stage(subject.world().get())) {
            lost.ifPresent(source -> stage.environment().put("TAGMA_DEAF", source.name()));
            String session = stage.create();
            try (Subscriber subscriber = Subscriber.to(stage.home().socket(), "session.activity")) {
                DetectionStory story = new DetectionStory(stage, subscriber, session, detected);
                for (int round = 0; round < rounds; round++) {
                    story.play(round);
                }
            }
        }
        report.add(detected.row(
                subject.name()
                        + lost.map(source -> ", without its " + source.name().toLowerCase(Locale.ROOT))
                                .orElse(""),
                bar(left)));
    }

    private static Detected.Bar bar(Set<Source> left) {
        if (left.stream().anyMatch(Source::structured)) {
            return Detected.Bar.STRUCTURED;
        }
        return left.stream().anyMatch(Source::face) ? Detected.Bar.FACE : Detected.Bar.NOBODY;
    }
}
