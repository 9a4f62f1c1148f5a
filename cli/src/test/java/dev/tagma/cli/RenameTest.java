package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.wire.json.JsonText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RenameTest extends CommandTest {

    private static final String PATH = "/v1/sessions/" + Samples.OTTER;

    @BeforeEach
    void session() {
        daemon.at("GET /v1/sessions/calm-otter", Samples.idle(Samples.OTTER, "calm-otter"));
        daemon.at("PATCH " + PATH, Samples.idle(Samples.OTTER, "parser"));
    }

    @Test
    void givesAnotherHandle() {
        assertThat(run("rename", "calm-otter", "parser").endsWith(0).out())
                .isEqualTo("calm-otter is parser  Fix the parser\n");

        assertThat(JsonText.write(sent("PATCH", PATH))).isEqualTo("{\"handle\":\"parser\"}");
    }

    @Test
    void givesAnotherTitleWhateverItHolds() {
        run("rename", "calm-otter", "--title", "").endsWith(0);
        assertThat(text(sent("PATCH", PATH), "title")).isEmpty();
    }

    @Test
    void anotherTitleMayBeAnything() {
        run("rename", "calm-otter", "--title", "-x \u001b[2J 日本").endsWith(0);

        assertThat(text(sent("PATCH", PATH), "title")).isEqualTo("-x \u001b[2J 日本");
    }

    @Test
    void asksAgainByIdAfterACutConnection() {
        daemon.inTurn("PATCH " + PATH, FakeDaemon.cut(), FakeDaemon.json(Samples.idle(Samples.OTTER, "parser")));

        run("rename", "calm-otter", "parser").endsWith(0);

        assertThat(daemon.asked("PATCH", PATH)).hasSize(2);
    }

    @Test
    void aHandleThatIsTakenIsSaid() {
        daemon.at("PATCH " + PATH, FakeDaemon.problem(409, "conflict", "Handle 'owl' is taken"));

        run("rename", "calm-otter", "owl").fails(1, "Handle 'owl' is taken");
    }

    @Test
    void aSessionThatIsNotThereIsNamedWithCandidates() {
        daemon.at(
                "GET /v1/sessions/otr",
                FakeDaemon.problem(404, "not_found", "There is no session 'otr'", "calm-otter"));

        run("rename", "otr", "parser").fails(1, "There is no session 'otr' (calm-otter)");
    }

    @Test
    void nothingToChangeAndWhatIsNoNameAreRefused() {
        run("rename", "calm-otter").fails(2, "there is nothing to change: give a HANDLE, or --title");
        run("rename", "calm-otter", "a/b")
                .fails(2, "handle 'a/b' is not a name: handles and ids are letters, digits and hyphens");
        run("rename", "../x", "ab")
                .fails(2, "session '../x' is not a name: handles and ids are letters, digits and hyphens");
        assertThat(run("rename").endsWith(2).err()).startsWith("tagma: missing required parameter: 'ID'");

        assertThat(daemon.asked()).isEmpty();
    }
}
