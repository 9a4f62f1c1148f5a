package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.SessionId;
import dev.tagma.wire.session.RemovalJson;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KillTest extends CommandTest {

    @BeforeEach
    void twoSessions() {
        daemon.at("GET /v1/sessions", Samples.sessions(otter(), owl()));
        daemon.at("DELETE /v1/sessions/" + Samples.OTTER, removal(Samples.OTTER, "calm-otter"));
        daemon.at("DELETE /v1/sessions/" + Samples.OWL, removal(Samples.OWL, "owl"));
    }

    private static String otter() {
        return Samples.idle(Samples.OTTER, "calm-otter");
    }

    private static String owl() {
        return Samples.idle(Samples.OWL, "owl");
    }

    private static String removal(String id, String handle) {
        return Samples.json(
                new RemovalJson(SessionId.parse(id), new Handle(handle), Optional.empty(), true, Optional.empty()));
    }

    private long removals() {
        return daemon.asked().stream()
                .filter(one -> one.method().equals("DELETE"))
                .count();
    }

    @Test
    void nothingGoesUnlessItIsSaidWhich() {
        run("kill").fails(2, "which ones is not said: give --all, or --older-than 72h");
        run("kill", "--all", "--older-than", "1h").fails(2, "--all and --older-than exclude each other: give one");
        run("kill", "calm-otter").fails(2, "kill does not take 'calm-otter'; tagma kill -h tells more");
        run("kill", "--all", "--force", "everything").fails(2, "--force 'everything' is not one of dirty, all");

        assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void anAgeMustBeOne() {
        for (String age : new String[] {"", "72", "-1h", "1.5h", "1h30m", "99999999999h", "h", "1 h", "\u001b[2J"}) {
            assertThat(run("kill", "--older-than", age).endsWith(2).err())
                    .startsWith("tagma: --older-than '")
                    .endsWith("' is not an age: give a number with s, m, h or d, such as 72h\n");
        }
        assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void allAreRemovedEachByItsId() {
        Result result = run("kill", "--all").endsWith(0);

        assertThat(result.out()).isEqualTo("removed calm-otter\nremoved owl\n");
        assertThat(removals()).isEqualTo(2);
    }

    @Test
    void onlyThoseWhoseStatusIsOldGo() {
        // The sample's status is twelve seconds old.
        assertThat(run("kill", "--older-than", "13s").endsWith(0).out()).isEmpty();
        assertThat(removals()).isZero();

        assertThat(run("kill", "--older-than", "12s").endsWith(0).out()).contains("calm-otter", "owl");
        assertThat(removals()).isEqualTo(2);
    }

    @Test
    void aDryRunTellsAndRemovesNothing() {
        Result result = run("kill", "--all", "--dry-run").endsWith(0);

        assertThat(result.out()).isEqualTo("calm-otter  idle  12 s ago\nowl  idle  12 s ago\n");
        assertThat(run("kill", "--all", "--dry-run", "--json").endsWith(0).out())
                .isEqualTo(otter() + "\n" + owl() + "\n");
        assertThat(removals()).isZero();
    }

    @Test
    void oneThatRefusesDoesNotKeepTheOthersAndIsSaid() {
        daemon.at("DELETE /v1/sessions/" + Samples.OTTER, FakeDaemon.problem(409, "unsaved_work", "otter is dirty"));

        Result result = run("kill", "--all").endsWith(1);

        assertThat(result.out()).isEqualTo("removed owl\n");
        assertThat(result.err())
                .isEqualTo("tagma: otter is dirty (tagma rm --force dirty calm-otter saves and removes it)\n");
    }

    @Test
    void theSessionOfOnesOwnPaneStays() {
        environment.put("TAGMA_SESSION", Samples.OTTER);

        assertThat(run("kill", "--all").endsWith(0).out()).isEqualTo("removed owl\n");
    }

    @Test
    void ofNoSessionsNoneGoes() {
        daemon.at("GET /v1/sessions", Samples.sessions());

        assertThat(run("kill", "--all").endsWith(0).out()).isEmpty();
    }

    @Test
    void theWordsOfARemovalAreHandedOn() {
        run("kill", "--all", "--force", "dirty", "--keep-workspace").endsWith(0);

        assertThat(daemon.asked("DELETE", "/v1/sessions/" + Samples.OTTER)
                        .getFirst()
                        .target())
                .endsWith("?keepWorkspace=true&force=dirty");
    }
}
