package dev.tagma.core.session;

import static dev.tagma.core.session.Lifecycle.FAILED;
import static dev.tagma.core.session.Lifecycle.LIVE;
import static dev.tagma.core.session.Lifecycle.LOST;
import static dev.tagma.core.session.Lifecycle.PREPARING;
import static dev.tagma.core.session.Lifecycle.REQUESTED;
import static dev.tagma.core.session.Lifecycle.STARTING;
import static dev.tagma.core.session.Lifecycle.STOPPED;
import static dev.tagma.core.session.Lifecycle.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.workspace.Workspace;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    /** The same table as in {@link Lifecycle#next}, said by somebody else. */
    private static final Map<Lifecycle, Set<Lifecycle>> STEPS = Map.of(
            REQUESTED, Set.of(PREPARING, STOPPED, FAILED),
            PREPARING, Set.of(STARTING, STOPPED, FAILED),
            STARTING, Set.of(LIVE, STOPPING, STOPPED, FAILED, LOST),
            LIVE, Set.of(STOPPING, STOPPED, LOST),
            STOPPING, Set.of(STOPPED, LOST),
            STOPPED, Set.of(PREPARING, STARTING),
            FAILED, Set.of(PREPARING, STARTING),
            LOST, Set.of(LIVE, STARTING, STOPPED));

    @Test
    void aSessionTakesTheStepsOfTheTableAndNoOthers() {
        for (Lifecycle from : Lifecycle.values()) {
            Set<Lifecycle> taken = new HashSet<>();
            for (Lifecycle to : Lifecycle.values()) {
                if (takes(in(from), to)) {
                    taken.add(to);
                }
            }
            assertThat(taken).as("steps from %s", from).isEqualTo(STEPS.get(from));
        }
    }

    @Test
    void anAgentMayRunOnlyBetweenItsStartAndItsEnd() {
        assertThat(Lifecycle.values())
                .filteredOn(Lifecycle::running)
                .containsExactlyInAnyOrder(STARTING, LIVE, STOPPING);
    }

    /** Nothing is a dead end: whatever became of a session, its conversation can be taken up again. */
    @Test
    void everySessionCanBeMadeToLiveAgain() {
        for (Lifecycle from : Lifecycle.values()) {
            Set<Lifecycle> reachable = new HashSet<>(Set.of(from));
            boolean grown = true;
            while (grown) {
                grown = List.copyOf(reachable).stream().anyMatch(one -> reachable.addAll(one.next()));
            }
            assertThat(reachable).as("from %s", from).contains(LIVE);
        }
    }

    private static boolean takes(Session session, Lifecycle to) {
        try {
            Session next = session.reached(to, NOW.plusSeconds(1), "why");
            assertThat(next.lifecycle()).isEqualTo(to);
            assertThat(next.lifecycleSince()).isEqualTo(NOW.plusSeconds(1));
            assertThat(next.lifecycleReason()).isEqualTo("why");
            return true;
        } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageContaining("calm-otter");
            return false;
        }
    }

    private static Session in(Lifecycle lifecycle) {
        return new Session(
                TenantId.DEFAULT,
                new SessionId(new UUID(0, 1)),
                Optional.empty(),
                new Handle("calm-otter"),
                "",
                GroupPath.ROOT,
                Set.of(),
                new Session.Launch(
                        new AgentId("claude-code"),
                        DriverKind.TERMINAL,
                        PermissionMode.ASK,
                        Optional.empty(),
                        Map.of(),
                        List.of()),
                new Session.WantedWorkspace("/somewhere", "automatic", Optional.empty(), Optional.empty()),
                new Workspace(
                        Workspace.Kind.DIRECTORY, "", Optional.empty(), Optional.empty(), Optional.empty(), false),
                lifecycle,
                NOW,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW,
                Optional.empty(),
                Session.Heritage.NONE);
    }
}
