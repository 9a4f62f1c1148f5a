package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Found;
import dev.tagma.engine.Fleet.Handoff;
import dev.tagma.engine.Fleet.Sought;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.search.Origin;
import dev.tagma.spi.search.SearchWords;
import dev.tagma.spi.store.Retention;
import dev.tagma.spi.workspace.Workspaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was said is found, whoever said it, and whichever daemon ran then. */
final class SearchTest {

    @TempDir
    private Path directory;

    private PuppetFleet world;
    private SessionId session;

    @BeforeEach
    void begin() throws Exception {
        world = new PuppetFleet(directory.resolve("state"));
        session = world.create(Files.createDirectory(directory.resolve("work")));
        await().until(() -> world.lifecycle(session) == Lifecycle.LIVE);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static Sought sought(String text) {
        return new Sought(
                SearchWords.parse(text), List.of(), List.of(), List.of(), Optional.empty(), Optional.empty(), 20);
    }

    private Found search(Sought sought) {
        return world.fleet().search(PuppetFleet.ANNA, sought);
    }

    private List<String> found(String text) {
        return search(sought(text)).hits().stream()
                .map(hit -> hit.found().cursor())
                .toList();
    }

    /** Told until the daemon that has just taken over hears of it. */
    private void turnBegins() {
        await().untilAsserted(() -> {
            world.agent.shows(new Observation.TurnStarted("turn", "why?", false, Instant.now()));
            assertThat(world.view(session).lastTurn()).isPresent();
        });
    }

    @Test
    void whatWasJustSaidIsFound() {
        world.fleet().index();
        world.agent.says("assistant", "The login test is flaky");

        Found found = search(sought("flaky"));

        assertThat(found.complete()).isTrue();
        assertThat(found.hits()).singleElement().satisfies(hit -> {
            assertThat(hit.found().cursor()).isEqualTo("puppet:0");
            assertThat(hit.session().orElseThrow().id()).isEqualTo(session);
        });
    }

    @Test
    void aTurnsEndIsEnoughToTakeItIn() {
        world.fleet().index();
        world.agent.says("assistant", "flaky");

        world.agent.shows(new Observation.TurnStarted("turn", "why?", false, Instant.now()));

        Origin origin = new Origin.Own(TenantId.DEFAULT, world.agent.id(), session);
        await().until(() -> world.index.position(origin).isPresent());
    }

    @Test
    void whatWasSaidWhileNoDaemonRanIsFound() {
        world.fleet().index();
        world.agent.says("user", "before");
        assertThat(found("before")).hasSize(1);

        world.restartDaemon();
        world.agent.says("user", "meanwhile");
        turnBegins();
        world.fleet().index();

        await().untilAsserted(() -> assertThat(found("meanwhile")).containsExactly("puppet:1"));
        assertThat(found("before")).containsExactly("puppet:0");
    }

    @Test
    void anIndexThatWasDeletedIsFilledAgain() {
        world.fleet().index();
        for (int i = 0; i < 450; i++) {
            world.agent.says("user", "line " + i);
        }
        assertThat(found("449")).hasSize(1);
        world.index.forget(new Origin.Own(TenantId.DEFAULT, world.agent.id(), session));

        world.restartDaemon();
        turnBegins();
        world.fleet().index();

        await().untilAsserted(() -> assertThat(found("\"line 0\"")).containsExactly("puppet:0"));
        await().untilAsserted(() -> assertThat(found("\"line 449\"")).containsExactly("puppet:449"));
    }

    @Test
    void filtersAreOfTheSessionAsItIsNow() {
        world.fleet().index();
        world.agent.says("user", "flaky");
        Sought inGroup = new Sought(
                SearchWords.parse("flaky"),
                List.of(),
                List.of(),
                List.of(new GroupPath("team")),
                Optional.empty(),
                Optional.empty(),
                20);
        assertThat(search(inGroup).hits()).isEmpty();

        world.fleet()
                .describe(
                        PuppetFleet.ANNA,
                        session,
                        new dev.tagma.engine.Fleet.Description(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new GroupPath("team/api")),
                                Optional.empty()));

        assertThat(search(inGroup).hits()).hasSize(1);
        assertThat(search(new Sought(
                                SearchWords.parse("flaky"),
                                List.of(new AgentId("codex")),
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                20))
                        .hits())
                .isEmpty();
    }

    @Test
    void whatARemovedSessionSaidIsFoundUntilRetentionForgetsIt() {
        world.fleet().index();
        world.agent.says("user", "flaky");
        assertThat(found("flaky")).hasSize(1);

        world.fleet().remove(PuppetFleet.ANNA, session, Workspaces.Permit.ALL, false);
        world.fleet().forgetGone();
        assertThat(search(sought("flaky")).hits())
                .singleElement()
                .satisfies(
                        hit -> assertThat(hit.session().orElseThrow().removed()).isPresent());

        Retention none = new Retention(Duration.ZERO, Long.MAX_VALUE, Long.MAX_VALUE);
        world.store.write(writes -> writes.pruneRemoved(none, Instant.now().plusSeconds(1)));
        world.fleet().forgetGone();

        assertThat(found("flaky")).isEmpty();
    }

    @Test
    void aConversationThatTagmaDidNotStartIsFoundAsItIsNow() {
        world.fleet().index();
        world.agent.elsewhere("c1", "a flaky test");
        assertThat(found("flaky")).containsExactly("c1:0");

        world.agent.elsewhere("c1", "a flaky test\nflaky again");
        assertThat(found("flaky")).containsExactlyInAnyOrder("c1:0", "c1:1");
        assertThat(search(sought("again")).hits().getFirst().found().origin())
                .isEqualTo(new Origin.Foreign(TenantId.DEFAULT, world.agent.id(), "c1", Optional.of("/home/anna/api")));

        world.agent.deleted("c1");
        assertThat(found("flaky")).isEmpty();
    }

    @Test
    void aRecordThatWasWrittenAnewIsFoundAsItIsNow() {
        world.fleet().index();
        world.agent.elsewhere("c1", "a flaky test\nand more");
        assertThat(found("flaky")).containsExactly("c1:0");

        world.agent.elsewhere("c1", "a sound test");

        assertThat(found("sound")).containsExactly("c1:0");
        assertThat(found("flaky")).isEmpty();
    }

    @Test
    void whatCannotBeListedIsNotForgotten() {
        world.fleet().index();
        world.agent.elsewhere("c1", "flaky");
        assertThat(found("flaky")).hasSize(1);

        world.agent.hides(true);
        assertThat(found("flaky")).hasSize(1);

        world.agent.hides(false);
        world.agent.deleted("c1");
        assertThat(found("flaky")).isEmpty();
    }

    @Test
    void whatASessionHeldIsNoConversationFromElsewhereAfterItIsRemoved() {
        world.agent.shows(new Observation.Identity(new AgentSessionId("c1"), "it began"));
        await().until(() -> world.view(session).session().agentSessionId().isPresent());
        world.fleet().remove(PuppetFleet.ANNA, session, Workspaces.Permit.ALL, false);
        world.agent.elsewhere("c1", "flaky");

        world.fleet().index();

        assertThat(found("flaky")).isEmpty();
    }

    @Test
    void whatCouldNotBeReadIsFoundLaterAndSaidToBeMissing() {
        world.fleet().index();
        world.agent.says("user", "flaky");
        world.store.unreadable(true);
        assertThat(search(sought("flaky")).complete()).isFalse();

        world.store.unreadable(false);

        assertThat(found("flaky")).containsExactly("puppet:0");
    }

    @Test
    void whatADaemonCouldNotLookForWhenItBeganIsLookedForLater() {
        world.agent.says("user", "flaky");
        world.store.unreadable(true);
        world.fleet().index();
        assertThat(search(sought("flaky")).complete()).isFalse();

        world.store.unreadable(false);

        assertThat(found("flaky")).containsExactly("puppet:0");
    }

    @Test
    void aConversationThatWasHandedOverIsFoundOnce() {
        world.fleet().index();
        world.agent.shows(new Observation.Identity(new AgentSessionId("puppet"), "it began"));
        world.agent.says("user", "flaky");
        turnBegins();
        assertThat(found("flaky")).hasSize(1);

        SessionId heir = world.fleet()
                .handOff(
                        PuppetFleet.ANNA,
                        session,
                        new Handoff(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("opus"),
                                Optional.empty(),
                                Optional.empty(),
                                true))
                .to()
                .session()
                .id();

        await().untilAsserted(() -> assertThat(search(sought("flaky")).hits())
                .singleElement()
                .satisfies(hit -> assertThat(hit.session().orElseThrow().id()).isEqualTo(heir)));
    }

    @Test
    void anAgentFindsNothingThatWasSaidElsewhere() {
        world.fleet().index();
        world.agent.elsewhere("c1", "flaky");
        world.agent.says("user", "flaky");
        assertThat(found("flaky")).hasSize(2);

        Found found = world.fleet()
                .search(new Caller(TenantId.DEFAULT, "session:otter", Optional.of(session)), sought("flaky"));

        assertThat(found.hits()).extracting(hit -> hit.found().cursor()).containsExactly("puppet:0");
    }

    @Test
    void nothingElsewhereIsFoundOrKeptWhereThatIsNotAllowed() {
        world.fleet().index();
        world.agent.elsewhere("c1", "flaky");
        assertThat(found("flaky")).hasSize(1);

        world.restartDaemonForOwn();
        world.fleet().index();

        assertThat(found("flaky")).isEmpty();
        world.fleet().forgetGone();
        assertThat(world.index.positions().keySet()).noneMatch(origin -> origin instanceof Origin.Foreign);
    }

    @Test
    void aConversationIsGoneOnWithOnceAndOnlyIfItIsThere() throws Exception {
        Path place = Files.createDirectory(directory.resolve("other"));
        world.workspaces.addDirectory(place);
        world.agent.elsewhere("c1", "flaky");

        SessionId resumed = world.fleet()
                .create(PuppetFleet.ANNA, new Wanted().at(place).resume("c1").session())
                .session()
                .id();

        assertThat(world.view(resumed).session().agentSessionId().orElseThrow().value())
                .isEqualTo("c1");
        refuses(ProblemCode.CONFLICT, PuppetFleet.ANNA, place, "c1");
        refuses(ProblemCode.INVALID, PuppetFleet.ANNA, place, "c2");
        refuses(
                ProblemCode.FORBIDDEN,
                new Caller(TenantId.DEFAULT, "session:otter", Optional.of(session)),
                place,
                "c1");
    }

    private void refuses(ProblemCode code, Caller caller, Path place, String conversation) {
        assertThatThrownBy(() -> world.fleet()
                        .create(
                                caller,
                                new Wanted().at(place).resume(conversation).session()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
