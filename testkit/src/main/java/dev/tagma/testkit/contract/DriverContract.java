package dev.tagma.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.request.Answer;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Interruption;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.testkit.played.Played;
import dev.tagma.testkit.played.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Driver} promises, over an agent that is played. What cannot befall an agent is said by {@link
 * Played#cannot} and, where the suite would try it, reported as skipped with that reason.
 */
@Timeout(120)
public abstract class DriverContract extends DriverSteps {

    /** The troubles that cannot befall this agent; held against what the agent that is played says. */
    protected abstract Set<Trouble> never();

    // ---- what is left out

    @Test
    void whatIsLeftOutIsNamedWithAReason() {
        for (Trouble trouble : Trouble.values()) {
            Optional<String> reason = played().cannot(trouble);
            assertThat(reason.isPresent()).as(trouble + " is left out").isEqualTo(never().contains(trouble));
            reason.ifPresent(text -> assertThat(text).isNotBlank());
        }
    }

    // ---- delivery

    @Test
    void aMessageEntersOnceAndItsTurnIsToldFromBeginningToEnd() {
        started();

        Evidence.Entered entered = say("hello there");

        assertThat(entered.joined()).isFalse();
        turnEndedAs(1, TurnOutcome.COMPLETED);
        assertThat(begun()).containsExactly(Map.entry(entered.turnKey(), "hello there"));
        assertThat(played().heard()).containsExactly("hello there");
        rests();
    }

    @Test
    void messagesEnterInTheirOrderAndAreInTheTranscript() {
        started();

        for (String text : List.of("one", "two", "two", "three")) {
            say(text);
            rests();
        }

        assertThat(played().heard()).containsExactly("one", "two", "two", "three");
        eventually(() -> assertThat(prompts(Optional.of(TranscriptQuery.BEGINNING)))
                .extracting(TranscriptPage.Entry::text)
                .containsExactly("one", "two", "two", "three"));
        String cursor = prompts(Optional.of(TranscriptQuery.BEGINNING)).get(1).cursor();
        assertThat(prompts(Optional.of(cursor)))
                .extracting(TranscriptPage.Entry::text)
                .containsExactly("two", "three");
    }

    @Test
    void nothingIsEvidenceThatWasSaidBeforeTheMark() {
        started();
        say("the same words");
        rests();

        String mark = driver().mark();

        assertThat(driver().evidence(mark, text("the same words"))).isEqualTo(new Evidence.Absent());
    }

    @Test
    void whatLooksLikeACommandIsTextOrIsRefused() {
        started();

        for (String raw : List.of("/exit", "!touch x", "@file", "# note", " /new", "?", "&x")) {
            switch (driver().prepare(raw)) {
                case Prepared.Refused(String reason) -> assertThat(reason).isNotBlank();
                case Prepared.Text message -> {
                    int before = played().heard().size();
                    say(message);
                    assertThat(played().heard()).hasSize(before + 1);
                    assertThat(played().heard().getLast()).isEqualTo(message.text());
                    assertThat(words(message.text())).as("not a word is lost").contains(words(raw));
                    if (!message.text().strip().equals(raw.strip())) {
                        assertThat(message.note()).as("a change is told").isPresent();
                    }
                    rests();
                }
            }
        }
    }

    @Test
    void whileATurnRunsNoLookSaysThatNothingDoes() {
        started();
        Evidence.Entered first = say("WAIT for it");
        runs();

        Look look = driver().look(text("more"));
        assertThat(look).isNotInstanceOf(Look.Ours.class).isNotEqualTo(new Look.Empty(false));
        if (played().joins()) {
            assertThat(look).isEqualTo(new Look.Empty(true));
            String mark = driver().mark();
            driver().place(text("more"));
            driver().submit();
            assertThat(driver().awaitEvidence(mark, text("more"), PATIENCE))
                    .isEqualTo(new Evidence.Entered(first.turnKey(), true));
        }
        played().finish();
        turnEndedAs(1, TurnOutcome.COMPLETED);
        rests();
    }

    @Test
    void aMessageThatWasPlacedIsFoundByTheNextDaemonAndEntersOnce() {
        started();
        String mark = driver().mark();
        Prepared.Text message = text("placed before the crash");
        driver().place(message);
        assertThat(driver().awaitPlaced(message, PATIENCE)).isEqualTo(new Look.Ours(false));

        adopted();

        eventually(() -> assertThat(driver().look(message)).isEqualTo(new Look.Ours(false)));
        driver().submit();
        assertThat(driver().awaitEvidence(mark, message, PATIENCE)).isInstanceOf(Evidence.Entered.class);
        assertThat(played().heard()).containsExactly("placed before the crash");
    }

    @Test
    void aMessageThatWasLostIsNeverTakenForHeard() {
        can(Trouble.LOST_SUBMIT);
        started();

        String mark = submitting("lost on the way", Trouble.LOST_SUBMIT);

        eventually(() -> assertThat(driver().look(text("another"))).isNotInstanceOf(Look.Unclear.class));
        assertThat(driver().evidence(mark, text("lost on the way"))).isEqualTo(new Evidence.Absent());
        assertThat(played().heard()).isEmpty();
    }

    @Test
    void aMessageThatWasTakenThoughTheSubmitFailedIsFoundByTheNextDaemon() {
        can(Trouble.TAKEN_SUBMIT);
        started();

        String mark = submitting("taken all the same", Trouble.TAKEN_SUBMIT);
        adopted();

        assertThat(driver().awaitEvidence(mark, text("taken all the same"), PATIENCE))
                .isInstanceOf(Evidence.Entered.class);
        rests();
        assertThat(driver().look(text("taken all the same"))).isEqualTo(new Look.Empty(false));
        assertThat(played().heard()).containsExactly("taken all the same");
    }

    // ---- requests

    @Test
    void whileSomethingIsAskedEveryLookSaysSoAndTheAnswerLetsItGoOn() {
        started();
        Observation.RequestOpened asked = asked();

        eventually(() -> assertThat(driver().look(text("next"))).isInstanceOf(Look.Dialog.class));
        eventually(() -> assertThat(rig().last(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.PERMISSION)));
        assertThat(driver().answer(rig().request(asked), new Answer.Allow(Answer.Scope.ONCE)))
                .isEqualTo(new Answered.Delivered());

        turnEndedAs(1, TurnOutcome.COMPLETED);
        rests();
        assertThat(driver().answer(rig().request(asked), new Answer.Allow(Answer.Scope.ONCE)))
                .isInstanceOf(Answered.TooLate.class);
        assertThat(played().intoDialogs()).isEmpty();
    }

    @Test
    void whatIsAskedIsFoundByTheNextDaemonUnderTheSameKey() {
        started();
        Observation.RequestOpened asked = asked();

        adopted();

        Observation.RequestOpened again = await(Observation.RequestOpened.class);
        assertThat(again.key()).isEqualTo(asked.key());
        eventually(() -> assertThat(rig().told(Observation.RequestsAre.class))
                .anySatisfy(are -> assertThat(are.keys()).containsExactly(asked.key())));
        eventually(() -> assertThat(driver().look(text("next"))).isInstanceOf(Look.Dialog.class));
        assertThat(driver().answer(rig().request(again), new Answer.Allow(Answer.Scope.ONCE)))
                .isEqualTo(new Answered.Delivered());
        rests();
        assertThat(played().intoDialogs()).isEmpty();
    }

    // ---- turns

    @Test
    void anInterruptedTurnIsToldAsThatAndNothingIsInterruptedTwice() {
        started();
        say("WAIT for it");
        runs();

        assertThat(driver().interrupt()).isEqualTo(Interruption.PRESSED);

        turnEndedAs(1, TurnOutcome.INTERRUPTED);
        rests();
        assertThat(driver().interrupt()).isEqualTo(Interruption.NOTHING_RUNS);
    }

    @Test
    void theNextDaemonGoesOnInTheMiddleOfATurn() {
        started();
        Evidence.Entered entered = say("WAIT for it");
        runs();

        adopted();

        runs();
        played().finish();
        turnEndedAs(1, TurnOutcome.COMPLETED);
        rests();
        assertThat(begun()).allSatisfy(turn -> assertThat(turn.getKey()).isEqualTo(entered.turnKey()));
        assertThat(played().heard()).hasSize(1);
    }

    @Test
    void theNextDaemonLearnsOfATurnThatEndedMeanwhile() {
        started();
        say("WAIT for it");
        runs();
        rig().end();
        played().finish();

        rig().next().adopt();

        turnEndedAs(1, TurnOutcome.COMPLETED);
        rests();
    }

    @Test
    void aDriverThatIsClosedTellsNothingMore() {
        List<Observation> told = new CopyOnWriteArrayList<>();
        rig().tell(told::add);
        started();
        say("WAIT for it");
        runs();
        driver().close();
        int before = told.size();
        rig().tell(observation -> {});

        adopted();
        played().finish();

        turnEndedAs(1, TurnOutcome.COMPLETED);
        assertThat(told).hasSize(before);
    }

    // ---- faults

    @Test
    void nothingIsSaidToAnAgentThatStartsSlowlyBeforeItIsReady() {
        can(Trouble.SLOW_START);
        waitsFor(Trouble.SLOW_START);
    }

    @Test
    void nothingIsSaidToAnAgentThatDoesNotAnswerYet() {
        can(Trouble.DEAF);
        waitsFor(Trouble.DEAF);
    }

    private void waitsFor(Trouble trouble) {
        played().make(trouble);
        rig().start(new Start.Fresh());

        assertThat(rig().told(Observation.Ready.class)).isEmpty();
        assertThat(lookOrNothing("too early")).isNotInstanceOf(Look.Empty.class).isNotInstanceOf(Look.Ours.class);

        played().relent(trouble);
        await(Observation.Ready.class);
        rests();
        say("in time");
        assertThat(played().heard()).containsExactly("in time");
    }

    @Test
    void whatIsNotUnderstoodChangesNothing() {
        can(Trouble.MALFORMED);
        started();
        say("before");
        rests();

        played().make(Trouble.MALFORMED);

        say("after");
        turnEndedAs(2, TurnOutcome.COMPLETED);
        rests();
        assertThat(played().heard()).containsExactly("before", "after");
        assertThat(begun()).hasSize(2);
        noCarrierIsBroken();
        assertThat(rig().told(Observation.Ended.class)).isEmpty();
    }

    @Test
    void whatIsToldTwiceCountsOnce() {
        can(Trouble.REPEATED);
        started();
        played().make(Trouble.REPEATED);

        say("first");
        turnEndedAs(1, TurnOutcome.COMPLETED);
        rests();
        say("second");
        turnEndedAs(2, TurnOutcome.COMPLETED);
        rests();

        assertThat(played().heard()).containsExactly("first", "second");
        assertThat(begun()).hasSize(2);
    }

    @Test
    void whatIsAskedTwiceIsOneRequest() {
        can(Trouble.REPEATED);
        started();
        played().make(Trouble.REPEATED);

        Observation.RequestOpened asked = asked();
        driver().answer(rig().request(asked), new Answer.Allow(Answer.Scope.ONCE));

        rests();
        assertThat(rig().told(Observation.RequestOpened.class).stream().map(Observation.RequestOpened::key))
                .containsOnly(asked.key());
        assertThat(played().intoDialogs()).isEmpty();
    }

    @Test
    void whatComesLateBeginsNoTurn() {
        can(Trouble.LATE);
        started();
        say("first");
        turnEndedAs(1, TurnOutcome.COMPLETED);
        rests();

        played().make(Trouble.LATE);

        say("second");
        turnEndedAs(2, TurnOutcome.COMPLETED);
        rests();
        assertThat(begun()).extracting(Map.Entry::getValue).containsExactly("first", "second");
    }

    @Test
    void aFloodBlocksNothing() {
        can(Trouble.FLOOD);
        started();

        played().make(Trouble.FLOOD);

        say("through it");
        turnEndedAs(1, TurnOutcome.COMPLETED);
        rests();
        assertThat(played().heard()).containsExactly("through it");
    }

    @Test
    void whatIsHalfWrittenIsNeitherTakenNorLost() {
        can(Trouble.HALF_WRITTEN);
        started();
        say("before");
        turnEndedAs(1, TurnOutcome.COMPLETED);
        rests();

        played().make(Trouble.HALF_WRITTEN);
        adopted();
        played().relent(Trouble.HALF_WRITTEN);

        rests();
        say("after");
        rests();
        assertThat(played().heard()).containsExactly("before", "after");
        eventually(() -> assertThat(prompts(Optional.of(TranscriptQuery.BEGINNING)))
                .extracting(TranscriptPage.Entry::text)
                .containsExactly("before", "after"));
        noCarrierIsBroken();
    }

    // ---- ends

    @Test
    void anAgentThatDiesSilentlyIsToldAndTakesNothingMore() {
        started();
        say("WAIT for it");
        runs();

        played().die();

        await(Observation.Ended.class);
        assertThat(driver().gone()).isTrue();
        assertThat(lookOrNothing("anybody there?")).isNotInstanceOf(Look.Empty.class);
        assertThat(played().heard()).hasSize(1);
    }

    @Test
    void anAgentThatDiedMeanwhileIsFoundEnded() {
        started();
        say("WAIT for it");
        runs();
        rig().end();
        played().die();

        assertThat(rig().next().adopt()).isInstanceOf(Adoption.Ended.class);
        assertThat(driver().gone()).isTrue();
    }

    @Test
    void aMessageThatEnteredBeforeTheEndIsFoundAfterIt() {
        started();
        String mark = driver().mark();
        Prepared.Text message = text("WAIT for it");
        driver().place(message);
        driver().awaitPlaced(message, PATIENCE);
        driver().submit();
        Evidence.Entered entered = (Evidence.Entered) driver().awaitEvidence(mark, message, PATIENCE);

        played().die();
        await(Observation.Ended.class);

        assertThat(driver().evidence(mark, message)).isEqualTo(entered);
    }

    @Test
    void aSessionThatIsStoppedGoesOnWithItsConversation() {
        started();
        say("before");
        turnEndedAs(1, TurnOutcome.COMPLETED);
        rests();

        driver().stop(Duration.ofSeconds(1));
        eventually(() -> assertThat(driver().gone()).isTrue());
        rig().start(new Start.Resume(rig().session().agentSessionId().orElseThrow()));
        await(Observation.Ready.class);
        rests();
        say("after");
        rests();

        assertThat(played().heard()).containsExactly("before", "after");
        assertThat(begun()).extracting(Map.Entry::getValue).endsWith("after");
    }
}
