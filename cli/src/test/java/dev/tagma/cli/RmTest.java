package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.wire.rescue.RescueJson;
import dev.tagma.wire.rescue.UnsavedJson;
import dev.tagma.wire.session.RemovalJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RmTest extends CommandTest {

    private static final String PATH = "/v1/sessions/" + Samples.OTTER;

    private static String removal(UnsavedJson... listed) {
        var rescue = new RescueJson(
                "calm-otter-1",
                "refs/tagma/rescue/calm-otter-1",
                "/state/rescue.git",
                new TreeId("0123456789abcdef0123456789abcdef01234567"),
                "/w",
                "rm",
                Samples.NOW,
                12,
                34_567,
                List.of(listed));
        return Samples.json(new RemovalJson(
                SessionId.parse(Samples.OTTER), new Handle("calm-otter"), Optional.of(rescue), true, Optional.empty()));
    }

    @BeforeEach
    void twoSessions() {
        daemon.at("GET /v1/sessions/calm-otter", Samples.idle(Samples.OTTER, "calm-otter"));
        daemon.at("GET /v1/sessions/owl", Samples.idle(Samples.OWL, "owl"));
        daemon.at("DELETE " + PATH, removal());
    }

    @Test
    void saysWhereTheWorkIsSaved() {
        Result result = run("rm", "calm-otter").endsWith(0);

        assertThat(result.out()).isEqualTo("""
                        removed calm-otter
                          saved 12 files, 34 kB, as calm-otter-1
                          in /state/rescue.git at refs/tagma/rescue/calm-otter-1
                        """);
        assertThat(daemon.asked("DELETE", PATH).getFirst().target()).isEqualTo(PATH + "?keepWorkspace=false");
    }

    @Test
    void saysWhatCouldNotBeSaved() {
        daemon.at("DELETE " + PATH, removal(new UnsavedJson("big.iso", 5_000_000_000L, "too large")));

        Result result = run("rm", "--force", "all", "calm-otter").endsWith(0);

        assertThat(result.out()).endsWith("  not saved: 1 ignored files or caches\n");
        assertThat(daemon.asked("DELETE", PATH).getFirst().target()).endsWith("force=all");
    }

    @Test
    void unsavedWorkNeedsAWordMore() {
        daemon.at("DELETE " + PATH, FakeDaemon.problem(409, "unsaved_work", "calm-otter has 3 uncommitted files"));

        run("rm", "calm-otter")
                .fails(
                        1,
                        "calm-otter has 3 uncommitted files (tagma rm --force dirty calm-otter saves and removes it)");
    }

    @Test
    void aForceWithoutItsWordIsRefused() {
        assertThat(run("rm", "--force", "calm-otter").endsWith(2).err())
                .startsWith("tagma: missing required parameter: 'ID'");
        run("rm", "--force", "owl", "calm-otter").fails(2, "--force 'owl' is not one of dirty, all");

        assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void keepsTheDirectoryWhenToldSo() {
        run("rm", "--keep-workspace", "calm-otter").endsWith(0);

        assertThat(daemon.asked("DELETE", PATH).getFirst().target()).contains("keepWorkspace=true");
    }

    @Test
    void whatCannotBeRemovedDoesNotKeepTheOthers() {
        daemon.at("DELETE /v1/sessions/" + Samples.OWL, FakeDaemon.problem(409, "unsaved_work", "owl is dirty"));

        Result result = run("rm", "owl", "calm-otter").endsWith(1);

        assertThat(result.err()).isEqualTo("tagma: owl is dirty (tagma rm --force dirty owl saves and removes it)\n");
        assertThat(result.out()).startsWith("removed calm-otter\n");
    }

    @Test
    void aCutConnectionDoesNotTurnARemovalIntoAMiss() {
        daemon.inTurn("DELETE " + PATH, FakeDaemon.cut(), FakeDaemon.problem(404, "not_found", "no such session"));

        run("rm", "calm-otter")
                .fails(
                        255,
                        "calm-otter is removed and its work is saved, but the connection was cut before the daemon could say"
                                + " where: see tagma events");
    }

    @Test
    void aMissIsSaid() {
        daemon.at(
                "GET /v1/sessions/otr",
                FakeDaemon.problem(404, "not_found", "There is no session 'otr'", "calm-otter"));

        run("rm", "otr").fails(1, "There is no session 'otr' (calm-otter)");
    }

    @Test
    void jsonPrintsTheRemoval() {
        assertThat(run("rm", "calm-otter", "--json").endsWith(0).out()).isEqualTo(removal() + "\n");
    }

    @Test
    void nothingNamedRemovesNothing() {
        assertThat(run("rm").endsWith(2).err()).startsWith("tagma: missing required parameter: 'ID'");
        run("rm", "").fails(2, "session '' is not a name: handles and ids are letters, digits and hyphens");
        run("rm", "*").fails(2, "session '*' is not a name: handles and ids are letters, digits and hyphens");
    }
}
