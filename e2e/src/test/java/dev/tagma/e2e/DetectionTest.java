package dev.tagma.e2e;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.stage.Subscriber;
import dev.tagma.core.fact.Source;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
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

    /**
     * An agent that is measured.
     *
     * @param sources what tells of its state
     */
    private record Subject(String name, Supplier<World> world, Set<Source> sources, List<String> create) {}

    private static final Set<Source> CLAUDE =
            EnumSet.of(Source.AGENT_STATE, Source.HOOK, Source.TRANSCRIPT, Source.TITLE, Source.SCREEN, Source.PROCESS);
    private static final Set<Source> MANIFEST =
            EnumSet.of(Source.TRANSCRIPT, Source.TITLE, Source.SCREEN, Source.PROCESS);
    private static final Set<Source> PROTOCOL = EnumSet.of(Source.PROTOCOL, Source.PROCESS);

    private static final List<Subject> SUBJECTS = List.of(
            new Subject("scripted", ScriptedWorld::new, CLAUDE, List.of()),
            new Subject("scripted over ACP", ScriptedAcpWorld::new, PROTOCOL, List.of()),
            new Subject("claude-code", ClaudeWorld::new, CLAUDE, List.of()),
            new Subject("codex", CodexWorld::new, PROTOCOL, List.of()),
            new Subject("gemini", GeminiWorld::new, MANIFEST, List.of()),
            new Subject("qwen", QwenWorld::new, MANIFEST, List.of()));

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
        Detected detected = new Detected();
        try (Stage stage = new Stage(subject.world().get())) {
            lost.ifPresent(source -> stage.environment().put("TAGMA_DEAF", source.name()));
            List<String> create = new ArrayList<>(subject.create());
            String session = stage.create(create.toArray(String[]::new));
            try (Subscriber subscriber = Subscriber.to(stage.home().socket(), "session.activity")) {
                DetectionStory story = new DetectionStory(stage, subscriber, session, detected);
                for (int round = 0; round < ROUNDS; round++) {
                    story.play(round);
                }
            }
        }
        Set<Source> left = EnumSet.copyOf(subject.sources());
        lost.ifPresent(left::remove);
        report.add(detected.row(
                subject.name()
                        + lost.map(source -> ", without its " + source.name().toLowerCase(Locale.ROOT))
                                .orElse(""),
                left.stream().anyMatch(Source::structured)));
    }
}
