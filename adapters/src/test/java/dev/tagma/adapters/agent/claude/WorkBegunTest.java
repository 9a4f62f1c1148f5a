package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.core.fact.Facts;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Circumstances;
import dev.tagma.core.status.StatusRules;
import dev.tagma.spi.agent.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class WorkBegunTest {

    private static final Instant BEGAN = Instant.parse("2026-11-29T15:27:17.645Z");
    private static final Instant ENDED = Instant.parse("2026-11-29T15:27:17.676Z");
    private static final Instant RESTED = Instant.parse("2026-11-29T15:27:17.694Z");

    private final Clock clock = Clock.fixed(RESTED.plusMillis(1), ZoneOffset.UTC);
    private final long pid = ProcessHandle.current().pid();
    private final TasksLeft tasks = new TasksLeft();
    private final List<Activity> shown = new ArrayList<>();
    private Facts facts = Facts.none();

    @TempDir
    private Path directory;

    /** As once recorded: the transcript told all of a short turn before the state file was read. */
    @Test
    void aTurnWhoseEndIsReadBeforeItsStateBeganOnce() throws IOException {
        StateFile file = file();
        state("idle", BEGAN.minusSeconds(60));
        said(file, TurnState.OVER);
        Conversation transcript = new Conversation(this::observed, begun(file)::tell, clock);

        state("busy", BEGAN);
        transcript.take(new TranscriptEntry.Prompt(BEGAN, "p1", "SAY two", true));
        transcript.take(new TranscriptEntry.TurnOver(ENDED, 0));
        said(file, TurnState.RUNNING);
        state("idle", RESTED);
        said(file, TurnState.OVER);

        assertThat(shown).containsExactly(Activity.IDLE, Activity.WORKING, Activity.IDLE);
    }

    @Test
    void anAgentThatIsBusyWithItsSubagentsAloneBeganNothing() throws IOException {
        StateFile file = file();
        state("busy", BEGAN);
        tasks.are(1, ENDED);

        begun(file).tell();

        assertThat(facts.isEmpty()).isTrue();
    }

    @Test
    void whereNoStateIsWrittenNothingIsTold() {
        begun(file()).tell();

        assertThat(facts.isEmpty()).isTrue();
    }

    private StateFile file() {
        return new StateFile(directory, JsonMapper.builder().build());
    }

    private WorkBegun begun(StateFile file) {
        return new WorkBegun(file, () -> OptionalLong.of(pid), tasks, this::observed, clock);
    }

    /** What the file says is read and told. */
    private void said(StateFile file, TurnState turn) {
        StateFile.State state = file.read(pid).orElseThrow();
        facts = facts.ofProcess(Optional.of(state.process()));
        observed(new Observation.Seen(state.fact(new Reading.Turn(turn), clock.instant(), state.status())));
    }

    private void observed(Observation observation) {
        if (observation instanceof Observation.Seen seen) {
            facts = facts.with(seen.fact());
            Activity now = StatusRules.derive(
                            facts, Circumstances.started(Lifecycle.LIVE, BEGAN.minusSeconds(90)), clock.instant())
                    .activity()
                    .orElseThrow();
            if (shown.isEmpty() || shown.getLast() != now) {
                shown.add(now);
            }
        }
    }

    private void state(String status, Instant since) throws IOException {
        Files.writeString(
                directory.resolve(pid + ".json"),
                "{\"sessionId\":\"\",\"status\":\"" + status + "\",\"statusUpdatedAt\":" + since.toEpochMilli() + "}");
    }
}
