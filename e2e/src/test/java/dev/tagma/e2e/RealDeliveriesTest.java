package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.bench.report.Report;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Brings fuzzed messages to every real agent, and writes what became of them into {@code docs/benchmarks.md}: {@code ./build
 * real --deliveries} runs it. So many to each: {@code -Dtagma.deliveries=200}; to these agents alone: {@code
 * -Dtagma.subjects=codex,gemini}, whose rows are written anew then, and the others' left.
 */
@Tag("real-deliveries")
class RealDeliveriesTest {

    private static final int MESSAGES = Integer.getInteger("tagma.deliveries", 200);

    /** Fewer prove that it works; they are no measurement. */
    private static final int MEASURED_FROM = 200;

    private static final long SEED = Long.getLong("tagma.seed", 1);

    /**
     * An agent, and how it is driven.
     *
     * @param asking what makes it ask before it makes a file of that name
     */
    private record Subject(String name, Supplier<World> world, List<String> driving, UnaryOperator<String> asking) {

        Subject(String name, Supplier<World> world, String... driving) {
            this(name, world, List.of(driving), file -> "BASH touch " + file);
        }
    }

    private static final List<Subject> SUBJECTS = List.of(
            new Subject("claude-code", ClaudeWorld::new),
            new Subject("claude-code-stream", ClaudeStreamWorld::new),
            new Subject("codex", CodexWorld::new),
            new Subject("opencode", OpenCodeWorld::new),
            new Subject("gemini", GeminiWorld::new),
            new Subject("qwen", QwenWorld::new),
            new Subject("claude-agent-acp", ClaudeAcpWorld::new, "--driver", "protocol"),
            new Subject(
                    "codex-acp", CodexAcpWorld::new, List.of("--driver", "protocol"), file -> "ESCALATE touch " + file),
            new Subject("opencode-acp", OpenCodeAcpWorld::new, "--driver", "protocol"),
            new Subject("gemini-acp", GeminiWorld::new, "--driver", "protocol"),
            new Subject("qwen-acp", QwenWorld::new, "--driver", "protocol"));

    private static Report report;

    @TestFactory
    Stream<DynamicTest> everyAgent() throws Exception {
        report = new Report(System.out, Clock.systemUTC().instant());
        Set<String> only = Set.of(System.getProperty("tagma.subjects", "").split(","));
        return SUBJECTS.stream()
                .filter(subject -> only.contains("") || only.contains(subject.name()))
                .map(subject -> DynamicTest.dynamicTest(subject.name(), () -> measure(subject)));
    }

    private static void measure(Subject subject) throws Exception {
        DeliveryCount count = new DeliveryCount();
        long begun = System.nanoTime();
        try (Stage stage = new Stage(subject.world().get())) {
            String session = stage.create(subject.driving().toArray(String[]::new));
            DeliveryStory story = new DeliveryStory(stage, session, subject.asking(), SEED);
            try {
                story.play(MESSAGES);
            } finally {
                story.count(count);
                report.add(count.row(
                        subject.name() + ", " + MESSAGES + " messages",
                        story.befell(),
                        Duration.ofNanos(System.nanoTime() - begun),
                        LocalDate.now(ZoneOffset.UTC).toString()));
            }
        }
        assertThat(count.wrongs()).isEmpty();
    }

    @AfterAll
    static void write() throws Exception {
        if (MESSAGES >= MEASURED_FROM) {
            report.renewIn(
                    Path.of(System.getProperty("tagma.checkout")).resolve("docs/benchmarks.md"), "real-deliveries");
        }
    }
}
