package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Script;
import dev.tagma.core.workspace.Scripts;
import dev.tagma.engine.Fleet.Handoff;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.workspace.ScriptRunner.Run;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.spi.workspace.Workspaces.Permit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a workspace was fitted out with goes over with it, once: nothing is set up, leased or asked anew. */
final class HandoffOutfitTest {

    private static final Scripts SCRIPTS = new Scripts(
            "/srv/repo",
            Optional.of(new Script("scripts/up.sh", "npm ci\n")),
            Optional.of(new Script("scripts/down.sh", "docker compose down\n")));

    private static final Map<String, Integer> ALL_PORTS =
            Map.of("a", 21000, "b", 21001, "c", 21002, "d", 21003, "e", 21004);

    @TempDir
    private Path directory;

    private PuppetFleet world;
    private SessionId former;

    @BeforeEach
    void begin() throws IOException {
        world = new PuppetFleet(directory.resolve("state"));
        Path place = Files.createDirectory(directory.resolve("work"));
        world.workspaces.addRepository(place, Map.of("a.txt", "1"));
        world.bench.trust(SCRIPTS);
        var fitting = new Projects.Fitting(Carried.NOTHING, Optional.of(SCRIPTS), List.copyOf(ALL_PORTS.keySet()));
        world.projects = asked -> new Projects.Wishes(Optional.empty(), Optional.empty(), fitting);
        former = world.fleet()
                .create(
                        PuppetFleet.ANNA,
                        new Wanted()
                                .at(place)
                                .workspace(WorkspacePlan.Kind.WORKTREE)
                                .started()
                                .session())
                .session()
                .id();
        await().until(() -> world.lifecycle(former) == Lifecycle.LIVE);
        Files.createDirectories(Path.of(session(former).workspace().path()));
    }

    @AfterEach
    void end() {
        world.close();
    }

    private Session session(SessionId id) {
        return world.store.read(reads -> reads.session(TenantId.DEFAULT, id)).orElseThrow();
    }

    private SessionId handedOver() {
        SessionId heir = world.fleet()
                .handOff(
                        PuppetFleet.ANNA,
                        former,
                        new Handoff(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Undriven.OTHER.value()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                true))
                .to()
                .session()
                .id();
        await().until(() -> world.lifecycle(heir) == Lifecycle.LIVE);
        return heir;
    }

    @Test
    void aWorkspaceThatIsSetUpIsNotSetUpAgain() {
        // Nor is trust asked again, which may have been taken back.
        world.bench.trusted.clear();

        handedOver();

        assertThat(world.bench.runs).extracting(Run::role).containsExactly("setup");
    }

    @Test
    void thePortsAreTheHeirsAloneAndGoWithIt() {
        SessionId heir = handedOver();

        assertThat(session(heir).wanted().outfit().ports()).hasSize(ALL_PORTS.size());
        assertThat(session(former).wanted().outfit().ports()).isEmpty();
        world.fleet().remove(PuppetFleet.ANNA, heir, Permit.ALL, false);
        assertThat(world.fleet()
                        .create(
                                PuppetFleet.ANNA,
                                new Wanted()
                                        .at(directory.resolve("work"))
                                        .workspace(WorkspacePlan.Kind.WORKTREE)
                                        .session())
                        .session()
                        .wanted()
                        .outfit()
                        .ports())
                .hasSize(ALL_PORTS.size());
    }

    @Test
    void aProjectWhoseConfigurationBecameInvalidCanBeHandedOver() {
        world.projects = asked -> {
            throw new Problem(ProblemCode.INVALID, ".tagma/config.yaml: no such key");
        };

        assertThat(session(handedOver()).heritage().handedFrom()).contains(former);
    }
}
