package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.testkit.fault.FaultPlan;
import dev.tagma.testkit.fault.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The core of the main job, once without any fault and once under each: it ends the same. Whatever a fault makes
 * impossible for a while is refused with the reason meanwhile, and nothing is lost or done twice.
 */
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class FaultPlanTest {

    @Parameter
    private Trouble trouble = Trouble.NONE;

    private Stage stage;
    private FaultPlan plan;

    @BeforeParameterizedClassInvocation
    void open() throws Exception {
        stage = new Stage(new ScriptedWorld());
        try {
            plan = trouble.on(stage).map(FaultPlan::of).orElseGet(FaultPlan::clean);
        } catch (Exception | Error failed) {
            stage.close();
            throw failed;
        }
    }

    @AfterParameterizedClassInvocation
    void close() throws IOException {
        stage.close();
        assertThat(plan.struck()).isEqualTo(plan.due());
    }

    @Test
    void messagesAreDeliveredOnceAndInOrder() throws Exception {
        String session = quiet();
        stage.ok("send", session, "WAIT first");
        stage.awaitActivity(session, "working");
        stage.ok("send", session, "SAY number one");
        stage.ok("send", session, "SAY number two");
        Future<Stage.Run> waiting = stage.later("wait", session, "--timeout", "90");

        plan.reached(Moment.WORKING, session);
        stage.world().open("first");

        Stage.Run waited = waiting.get();
        assertThat(waited.exit() == 0 || waited.out().contains("lost"))
                .as("%s%s", waited.out(), waited.err())
                .isTrue();
        stage.ok("wait", session, "--timeout", "60");
        assertThat(stage.activity(session)).isEqualTo("idle");
        assertThat(stage.world().told("SAY number one")).isEqualTo(1);
        assertThat(stage.world().told("SAY number two")).isEqualTo(1);
        assertThat(stage.prompts(session)).containsExactly("WAIT first", "SAY number one", "SAY number two");
        assertThat(stage.types(session)).filteredOn("turn.ended"::equals).hasSize(3);
    }

    @Test
    void aPermissionIsGivenAndItsCommandRunsOnce() throws Exception {
        String session = quiet();
        stage.say(session, "BASH echo ran >> ran");
        stage.awaitActivity(session, "waiting_permission");
        asked(session);

        plan.reached(Moment.ASKED, session);
        stage.awaitActivity(session, "waiting_permission");
        stage.ok("approve", session);
        stage.ok("wait", session, "--timeout", "60");

        assertThat(stage.activity(session)).isEqualTo("idle");
        assertThat(stage.workspace(session).resolve("ran")).hasContent("ran");
        assertThat(stage.types(session)).filteredOn("request.opened"::equals).hasSize(1);
        assertThat(stage.types(session)).filteredOn("request.closed"::equals).hasSize(1);
    }

    @Test
    void aQuestionIsAnsweredAndTheNextMessageFollows() throws Exception {
        String session = quiet();
        stage.say(session, "ASK Which colour?|Red|Blue");
        stage.awaitActivity(session, "waiting_question");
        stage.ok("send", session, "SAY after the question");
        asked(session);

        plan.reached(Moment.ASKED, session);
        stage.awaitActivity(session, "waiting_question");
        stage.ok("answer", session, "Blue");
        stage.ok("wait", session, "--timeout", "60");

        assertThat(stage.activity(session)).isEqualTo("idle");
        assertThat(stage.world().told("SAY after the question")).isEqualTo(1);
        assertThat(stage.prompts(session)).containsExactly("ASK Which colour?|Red|Blue", "SAY after the question");
    }

    @Test
    void everyEventReachesAFollowerOnceAndInOrder() throws Exception {
        String session = stage.create();
        try (Follower follower = Follower.of(stage, session)) {
            stage.awaitActivity(session, "idle");
            plan.reached(Moment.QUIET, session);
            stage.ok("send", session, "WAIT second");
            stage.awaitActivity(session, "working");
            plan.reached(Moment.WORKING, session);
            stage.world().open("second");
            stage.ok("wait", session, "--timeout", "60");

            Awaitility.await().untilAsserted(() -> assertThat(follower.lines()).isEqualTo(stage.log(session)));
        }
    }

    @Test
    void workIsSavedBeforeItsSessionIsRemoved() throws Exception {
        String session = stage.create();
        stage.awaitActivity(session, "idle");
        Path workspace = stage.workspace(session);
        Files.writeString(workspace.resolve("draft.txt"), "not committed");

        plan.reached(Moment.QUIET, session);
        Stage.Run refused = stage.tagma("rm", session);
        Stage.Run removed = stage.ok("rm", session, "--force", "dirty");

        assertThat(refused.err()).contains("nowhere else");
        assertThat(workspace).doesNotExist();
        assertThat(removed.out() + removed.err()).containsIgnoringCase("saved");
        assertThat(stage.tagma("show", session).exit()).isEqualTo(1);
    }

    /** Its request is open: the hook that waits for the answer has been heard. */
    private void asked(String session) {
        Awaitility.await().untilAsserted(() -> assertThat(stage.types(session)).contains("request.opened"));
    }

    private String quiet() throws Exception {
        String session = stage.create();
        stage.awaitActivity(session, "idle");
        plan.reached(Moment.QUIET, session);
        return session;
    }
}
