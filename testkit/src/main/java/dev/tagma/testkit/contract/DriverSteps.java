package dev.tagma.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.testkit.played.DaemonDeath;
import dev.tagma.testkit.played.DriverRig;
import dev.tagma.testkit.played.Played;
import dev.tagma.testkit.played.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The steps of which the contract of all drivers is made, over one session with an agent that is played. */
abstract class DriverSteps {

    /** Generous, because a busy machine is not a fault. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private DriverRig rig;

    @TempDir
    private Path home;

    /** A session that nobody has started, in this empty directory. */
    protected abstract DriverRig rig(Path home) throws Exception;

    @BeforeEach
    void prepare() throws Exception {
        rig = rig(home);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    final Played played() {
        return rig.played();
    }

    final Driver driver() {
        return rig.driver();
    }

    final void can(Trouble trouble) {
        played().cannot(trouble).ifPresent(reason -> Assumptions.abort(trouble + ": " + reason));
    }

    final void started() {
        rig.start(new Start.Fresh());
        await(Observation.Ready.class);
        rests();
    }

    final void adopted() {
        assertThat(rig.next().adopt()).isEqualTo(new Adoption.Running());
    }

    final Prepared.Text text(String raw) {
        return new Prepared.Text(raw, Optional.empty());
    }

    /** Its letters alone: what makes a command harmless are other signs. */
    static String words(String text) {
        return text.replaceAll("[^a-z]", "");
    }

    /** Delivers it as the engine does. */
    final Evidence.Entered say(String raw) {
        return say((Prepared.Text) driver().prepare(raw));
    }

    final Evidence.Entered say(Prepared.Text message) {
        assertThat(driver().look(message)).isEqualTo(new Look.Empty(false));
        String mark = driver().mark();
        driver().place(message);
        assertThat(driver().awaitPlaced(message, PATIENCE)).isEqualTo(new Look.Ours(false));
        driver().submit();
        Evidence evidence = driver().awaitEvidence(mark, message, PATIENCE);
        assertThat(evidence).isInstanceOf(Evidence.Entered.class);
        return (Evidence.Entered) evidence;
    }

    /** Submits it while that goes wrong; returns its mark. */
    final String submitting(String raw, Trouble trouble) {
        Prepared.Text message = text(raw);
        String mark = driver().mark();
        driver().place(message);
        assertThat(driver().awaitPlaced(message, PATIENCE)).isEqualTo(new Look.Ours(false));
        played().make(trouble);
        try {
            driver().submit();
        } catch (TerminalException | DaemonDeath failed) {
            return mark;
        }
        throw new AssertionError("the submit did not fail");
    }

    /** What a look shows; a terminal that is gone, or not there yet, shows nothing. */
    final Look lookOrNothing(String raw) {
        try {
            return driver().look(text(raw));
        } catch (TerminalException nothing) {
            return new Look.Unclear(String.valueOf(nothing.getMessage()));
        }
    }

    final Observation.RequestOpened asked() {
        say("BASH touch made");
        return await(Observation.RequestOpened.class);
    }

    final void runs() {
        eventually(() -> assertThat(rig.last(Question.TURN)).contains(new Reading.Turn(TurnState.RUNNING)));
    }

    /** A look and what was told last agree that nothing runs and nothing is asked. */
    final void rests() {
        eventually(() -> {
            assertThat(driver().look(text("anything else"))).isEqualTo(new Look.Empty(false));
            assertThat(rig.last(Question.TURN).filter(new Reading.Turn(TurnState.RUNNING)::equals))
                    .isEmpty();
            assertThat(rig.last(Question.WAITING).filter(new Reading.Waiting(WaitingFor.PERMISSION)::equals))
                    .isEmpty();
        });
    }

    /** So many turns are over, the last one so; a turn may be told of again. */
    final void turnEndedAs(int count, TurnOutcome outcome) {
        eventually(() -> {
            List<Observation.TurnEnded> ended = rig.told(Observation.TurnEnded.class);
            assertThat(ended).isNotEmpty();
            assertThat(ended.getLast().outcome()).isEqualTo(outcome);
            assertThat(ended.stream().map(Observation.TurnEnded::key).distinct())
                    .hasSize(count);
        });
    }

    /** The turns that were told of, by their keys, in the order of their beginnings. */
    final List<Map.Entry<String, String>> begun() {
        Map<String, String> turns = new HashMap<>();
        Stream<Observation.TurnStarted> told = rig.told(Observation.TurnStarted.class).stream();
        return told.filter(began -> turns.put(began.key(), began.text()) == null)
                .map(began -> Map.entry(began.key(), began.text()))
                .toList();
    }

    final List<TranscriptPage.Entry> prompts(Optional<String> after) {
        return driver()
                .transcript(new TranscriptQuery(after, Optional.empty(), 100, Optional.empty()))
                .entries()
                .stream()
                .filter(entry -> entry.role().equals("user"))
                .toList();
    }

    final void noCarrierIsBroken() {
        Map<Source, Carrier> carriers = new HashMap<>();
        rig.told(Observation.CarrierChanged.class)
                .forEach(changed -> carriers.put(changed.source(), changed.carrier()));
        assertThat(carriers.values()).allMatch(Carrier.INTACT::equals);
    }

    final <T extends Observation> T await(Class<T> kind) {
        eventually(() -> assertThat(rig.told(kind)).isNotEmpty());
        return rig.told(kind).getFirst();
    }

    static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
    }

    final DriverRig rig() {
        return rig;
    }
}
