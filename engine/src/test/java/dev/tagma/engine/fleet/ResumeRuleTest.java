package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Handoff;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversation that Tagma did not start is gone on with by one session, and by whom it belongs to. */
final class ResumeRuleTest {

    private static final String TALK = "talk";
    private static final Caller BOB = new Caller(new TenantId("other"), "bob", Optional.empty());

    @TempDir
    private Path directory;

    private PuppetFleet world;
    private Path place;

    @BeforeEach
    void begin() throws Exception {
        world = new PuppetFleet(directory.resolve("state"));
        place = Files.createDirectory(directory.resolve("work"));
        world.workspaces.addRepository(place, Map.of("a.txt", "1"));
        world.agent.elsewhere(TALK, "Mend the login test");
    }

    /** A session that is still being brought up writes into the directory that goes. */
    @AfterEach
    void end() {
        await().until(() -> world.fleet().list(TenantId.DEFAULT).stream()
                .map(view -> view.session().lifecycle())
                .noneMatch(Set.of(Lifecycle.REQUESTED, Lifecycle.PREPARING, Lifecycle.STARTING)::contains));
        world.close();
    }

    private SessionId resume(Caller caller, String handle) {
        return world.fleet()
                .create(
                        caller,
                        new Wanted()
                                .handle(Optional.of(handle))
                                .at(place)
                                .resume(TALK)
                                .started()
                                .session())
                .session()
                .id();
    }

    private void refuses(ProblemCode code, String words, Runnable call) {
        assertThatThrownBy(call::run)
                .hasMessageContaining(words)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void ofTwoThatWantItAtOnceOneGetsIt() {
        AtomicBoolean once = new AtomicBoolean();
        world.agent.whenAsked(() -> {
            if (once.compareAndSet(false, true)) {
                resume(PuppetFleet.ANNA, "faster");
            }
        });

        refuses(ProblemCode.CONFLICT, "session faster's", () -> resume(PuppetFleet.ANNA, "slower"));

        assertThat(world.fleet().list(TenantId.DEFAULT)).hasSize(1);
    }

    @Test
    void anotherTenantLearnsNothingOfWhatTheUsersProgramsKeep() {
        refuses(ProblemCode.INVALID, "keeps no conversation", () -> resume(BOB, "bobs"));
        resume(PuppetFleet.ANNA, "annas");

        refuses(ProblemCode.INVALID, "keeps no conversation", () -> resume(BOB, "bobs"));
    }

    @Test
    void theHeirHoldsItAndIsNamed() {
        SessionId former = resume(PuppetFleet.ANNA, "former");
        await().until(() -> world.lifecycle(former) == Lifecycle.LIVE);
        world.fleet()
                .handOff(
                        PuppetFleet.ANNA,
                        former,
                        new Handoff(
                                Optional.empty(),
                                Optional.of("heir"),
                                Optional.empty(),
                                Optional.of("opus"),
                                Optional.empty(),
                                Optional.empty(),
                                true));

        refuses(ProblemCode.CONFLICT, "session heir's", () -> resume(PuppetFleet.ANNA, "third"));
    }
}
