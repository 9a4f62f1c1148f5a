package dev.tagma.engine.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.fact.Source;
import dev.tagma.core.status.Status;
import dev.tagma.core.status.StatusRules;
import dev.tagma.testkit.history.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can happen to a status has happened in a recorded history of the real agent, but for what is named here. */
final class StepCoverageTest {

    /** No recording shows them: visited by the table of the rules alone. */
    private static final Set<String> UNRECORDED = Set.of("process-gone", "usage-limited", "background-work");

    private final List<History> histories = LossModelTest.histories();

    @Test
    void theStepsInTheHistoriesAreThoseThatAreSaidToBeRecorded() {
        Set<Step.Bare> recorded = histories.stream()
                .flatMap(history -> Step.in(Timeline.of(history, List.of()).activities()).stream())
                .collect(Collectors.toSet());

        assertThat(recorded)
                .containsExactlyInAnyOrderElementsOf(Step.all().stream()
                        .filter(Step::recorded)
                        .map(Step::bare)
                        .toList());
    }

    @Test
    void everyRuleIsReachedByAHistoryOrByTheLossOfASource() {
        Set<String> reached = new HashSet<>(UNRECORDED);
        for (History history : histories) {
            rules(history, List.of()).forEach(reached::add);
            Timeline.of(history, List.of()).changes().forEach(at -> {
                for (Source source : List.of(Source.AGENT_STATE, Source.HOOK)) {
                    rules(history, List.of(new Loss.GoesMute(source, at))).forEach(reached::add);
                }
                rules(
                                history,
                                Stream.of(Source.AGENT_STATE, Source.HOOK, Source.TRANSCRIPT)
                                        .<Loss>map(source -> new Loss.Dies(source, at))
                                        .toList())
                        .forEach(reached::add);
                Timeline.of(
                                history,
                                List.of(new Loss.NeverThere(Source.AGENT_STATE), new Loss.NeverThere(Source.SCREEN)),
                                Optional.of(at))
                        .statuses()
                        .values()
                        .forEach(status -> reached.add(status.rule()));
            });
        }

        assertThat(reached).containsExactlyInAnyOrderElementsOf(StatusRules.names());
    }

    @Test
    void theReferenceDrawsTheseSteps() throws IOException {
        Path page = Path.of("..", "docs", "reference", "states.md");
        if (Boolean.getBoolean("tagma.reference.write")) {
            Files.writeString(page, StateDiagram.page());
        }

        assertThat(page)
                .as("run the engine's tests with -Dtagma.reference.write=true and commit docs/reference")
                .hasContent(StateDiagram.page());
    }

    private static Stream<String> rules(History history, List<Loss> losses) {
        return Timeline.of(history, losses).statuses().values().stream().map(Status::rule);
    }
}
