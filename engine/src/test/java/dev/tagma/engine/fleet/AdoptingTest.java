package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Adoption;
import dev.tagma.engine.Fleet.Handoff;
import dev.tagma.engine.Fleet.Pane;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.TerminalRuntimes;
import dev.tagma.engine.usage.Spending;
import dev.tagma.spi.agent.Recognised;
import dev.tagma.spi.workspace.Workspaces.Permit;
import dev.tagma.testkit.fake.FakeTerminals;
import dev.tagma.testkit.fake.FakeWorkspaces;
import dev.tagma.testkit.fake.MemorySearchIndex;
import dev.tagma.testkit.fake.MemoryStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that somebody has started becomes a session, and is let go in the end. */
final class AdoptingTest {

    private static final Caller ANNA = PuppetFleet.ANNA;

    @TempDir
    private Path directory;

    private final MemoryStore store = new MemoryStore();
    private final PuppetAgent agent = new PuppetAgent();
    private final PuppetAgent any = new PuppetAgent(new AgentId("pane"));
    private final FakeWorkspaces workspaces = new FakeWorkspaces(Clock.systemUTC());
    private LocalFleet fleet;

    @BeforeEach
    void begin() {
        workspaces.addDirectory(FakePanes.DIRECTORY);
        agent.isThere();
        any.isThere();
        fleet = daemon();
    }

    private LocalFleet daemon() {
        return Undriven.fleet(
                store,
                Projects.SILENT,
                Map.of(agent.id(), agent, any.id(), any),
                workspaces,
                directory,
                new Bench().workshop(),
                new MemorySearchIndex(),
                true,
                Spending.FREE,
                TerminalRuntimes.of(new FakeTerminals(spec -> Optional.empty()).open())
                        .with(new FakePanes()));
    }

    @AfterEach
    void end() {
        fleet.close();
        store.close();
    }

    private static Adoption wanted(String pane, Optional<String> agent) {
        return new Adoption(
                Optional.empty(), pane, agent, Optional.of("found"), "", new GroupPath("team"), Set.of("mine"));
    }

    private Session adopted() {
        return fleet.adopt(ANNA, wanted("%5", Optional.empty())).session();
    }

    private static void refused(ProblemCode code, String words, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }

    @Test
    void whatIsRecognisedIsASessionOfThatAgentWhereItWorks() {
        agent.recognises(new Recognised(Optional.of(new AgentSessionId("talk-1")), Map.of("HOME", "/home/anna")));

        Session session = adopted();

        assertThat(session.launch().agent()).isEqualTo(agent.id());
        assertThat(session.launch().runtime()).contains("adopted");
        assertThat(session.launch().environment()).containsEntry("HOME", "/home/anna");
        assertThat(session.agentSessionId()).contains(new AgentSessionId("talk-1"));
        assertThat(session.lifecycle()).isEqualTo(Lifecycle.LIVE);
        assertThat(session.workspace().kind()).isEqualTo(Workspace.Kind.DIRECTORY);
        assertThat(session.workspace().path()).isEqualTo(FakePanes.DIRECTORY.toString());
        assertThat(session.workspace().owned()).isFalse();
        assertThat(session.title()).isEqualTo("in main:0.1 (/tmp/tmux-1/default:%5)");
        assertThat(session.handleOfProcess()).contains("1|adopted|boot-1|%5 on a server");
    }

    @Test
    void whatIsNotRecognisedIsAPaneUnlessSomebodySaysWhoseItIs() {
        assertThat(adopted().launch().agent()).isEqualTo(any.id());
        fleet.stop(ANNA, fleet.resolve(TenantId.DEFAULT, "found"));
        fleet.remove(ANNA, fleet.resolve(TenantId.DEFAULT, "found"), Permit.CLEAN_ONLY, false);

        Session told =
                fleet.adopt(ANNA, wanted("%5", Optional.of(agent.id().value()))).session();

        assertThat(told.launch().agent()).isEqualTo(agent.id());
    }

    @Test
    void oneProgramIsOneSession() {
        adopted();

        refused(
                ProblemCode.CONFLICT,
                "is session found already",
                () -> fleet.adopt(
                        ANNA,
                        new Adoption(
                                Optional.empty(),
                                "%5",
                                Optional.empty(),
                                Optional.of("again"),
                                "",
                                GroupPath.ROOT,
                                Set.of())));
        assertThat(fleet.panes(ANNA, Optional.empty()))
                .singleElement()
                .extracting(Pane::session)
                .isEqualTo(Optional.of(fleet.get(TenantId.DEFAULT, fleet.resolve(TenantId.DEFAULT, "found"))
                        .session()
                        .handle()));
    }

    @Test
    void stoppingLetsItGo() {
        agent.recognises(new Recognised(Optional.empty(), Map.of()));
        Session session = adopted();

        Session stopped = fleet.stop(ANNA, session.id()).session();

        assertThat(stopped.lifecycle()).isEqualTo(Lifecycle.STOPPED);
        assertThat(stopped.lifecycleReason()).isEqualTo("let go; its program goes on where it is");
    }

    @Test
    void aLaterDaemonFindsItAgain() {
        agent.recognises(new Recognised(Optional.empty(), Map.of()));
        Session session = adopted();
        fleet.close();

        fleet = daemon();
        fleet.reconcile();

        assertThat(fleet.get(TenantId.DEFAULT, session.id()).session().lifecycle())
                .isEqualTo(Lifecycle.LIVE);
    }

    @Test
    void itIsNotHandedOver() {
        agent.recognises(new Recognised(Optional.empty(), Map.of()));
        Session session = adopted();

        refused(
                ProblemCode.CONFLICT,
                "not started by Tagma",
                () -> fleet.handOff(
                        ANNA,
                        session.id(),
                        new Handoff(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                true)));
    }

    @Test
    void whatCannotBeAdoptedIsSaid() {
        refused(
                ProblemCode.UNAVAILABLE,
                "There is no pane %9",
                () -> fleet.adopt(ANNA, wanted("%9", Optional.empty())));
        refused(
                ProblemCode.INVALID,
                "'nobody' is not known",
                () -> fleet.adopt(ANNA, wanted("%5", Optional.of("nobody"))));
        Session session = adopted();
        refused(
                ProblemCode.FORBIDDEN,
                "A session may not adopt",
                () -> fleet.adopt(
                        new Caller(TenantId.DEFAULT, "agent", Optional.of(session.id())),
                        wanted("%5", Optional.empty())));
        assertThat(fleet.list(TenantId.DEFAULT)).hasSize(1);
    }

    @Test
    void noSessionIsMadeInThePlaceOfOthers() {
        refused(
                ProblemCode.INVALID,
                "There is no runtime 'adopted'",
                () -> fleet.create(
                        ANNA,
                        new Wanted().at(FakePanes.DIRECTORY).runtime("adopted").session()));
    }
}
