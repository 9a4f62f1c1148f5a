package dev.tagma.adapters.runtime.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** One question for all who ask at the same time, and none answered with what was so before they asked. */
class RollCallTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LinkedBlockingQueue<FutureTask<RollCall.Answer>> put = new LinkedBlockingQueue<>();
    private final RollCall roll = new RollCall(this::answerOfTheTest);

    private RollCall.Answer answerOfTheTest() {
        FutureTask<RollCall.Answer> question =
                new FutureTask<>(() -> new RollCall.Present(new ServerProcess(1, Instant.EPOCH), Map.of()));
        put.add(question);
        try {
            return question.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private FutureTask<RollCall.Answer> asks() {
        FutureTask<RollCall.Answer> asked = new FutureTask<>(roll::call);
        Thread.ofPlatform().daemon().start(asked);
        return asked;
    }

    @Test
    void thoseWhoAskDuringAQuestionShareTheNextOne() throws Exception {
        Future<RollCall.Answer> first = asks();
        FutureTask<RollCall.Answer> before = put.take();
        List<Thread> others = new ArrayList<>();
        LinkedBlockingQueue<RollCall.Answer> answers = new LinkedBlockingQueue<>();
        for (int number = 0; number < 50; number++) {
            others.add(Thread.ofPlatform().daemon().start(() -> answers.add(roll.call())));
        }
        await().atMost(PATIENCE)
                .until(() -> others.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        assertThat(put).isEmpty();

        before.run();

        FutureTask<RollCall.Answer> after = put.take();
        assertThat(first.get()).isSameAs(before.get());
        assertThat(answers).isEmpty();
        after.run();
        for (Thread other : others) {
            other.join();
        }
        assertThat(answers).hasSize(50).allSatisfy(answer -> assertThat(answer).isSameAs(after.resultNow()));
        assertThat(put).isEmpty();
    }

    @Test
    void whoIsInterruptedTakesNoAnswerFromTheOthers() throws Exception {
        FutureTask<RollCall.Answer> patient = new FutureTask<>(roll::call);
        FutureTask<RollCall.Answer> impatient = new FutureTask<>(roll::call);
        Thread interrupted = Thread.ofPlatform().daemon().start(impatient);
        FutureTask<RollCall.Answer> question = put.take();
        interrupted.interrupt();
        assertThat(impatient.get()).isInstanceOf(RollCall.Unheard.class);
        Thread.ofPlatform().daemon().start(patient);

        question.run();
        put.take().run();

        assertThat(patient.get()).isInstanceOf(RollCall.Present.class);
    }

    @Test
    void afterAQuestionThatFailedTheNextIsPut() throws Exception {
        RollCall failing = new RollCall(() -> {
            throw new IllegalStateException("no tmux");
        });

        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(failing::call).hasRootCauseMessage("no tmux");
        }
    }
}
