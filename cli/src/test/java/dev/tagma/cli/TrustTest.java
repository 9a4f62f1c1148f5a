package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Activity;
import dev.tagma.wire.trust.ProjectScriptsJson;
import dev.tagma.wire.trust.ScriptJson;
import dev.tagma.wire.trust.ScriptRole;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrustTest extends ConversationTest {

    private static final String SHOW = "GET /v1/project-scripts";
    private static final String TRUST = "/v1/project-scripts/trust";
    private static final String HASH = "0123456789abcdef".repeat(4);

    @BeforeEach
    void namesAScript() {
        daemon.at(SHOW, scripts(false)).at("POST " + TRUST, scripts(true));
    }

    private static String scripts(boolean trusted) {
        return Samples.json(new ProjectScriptsJson(
                Optional.of("/src/api"),
                Optional.of(HASH),
                trusted,
                List.of(new ScriptJson(ScriptRole.SETUP, "up.sh", "npm ci\n\u001b[2Jecho hidden\n"))));
    }

    private void createIsRefusedOnce() {
        daemon.inTurn(
                "POST /v1/sessions",
                FakeDaemon.problem(403, "untrusted", "scripts that nobody has trusted"),
                FakeDaemon.json(Samples.session(Samples.OTTER, "calm-otter", Lifecycle.REQUESTED, null, "asked for")));
        daemon.at(
                "GET " + OTTER + "/wait",
                Samples.waited(
                        true, Samples.session(Samples.OTTER, "calm-otter", Lifecycle.LIVE, Activity.IDLE, "ready")));
    }

    @Test
    void trustsWhatWasShownWhenThePersonAgrees() {
        Person person = new Person("trust")
                .sees("up.sh, run when a workspace was made:")
                .sees("npm ci");

        person.sees("[y/N] ").types("y\n").endsWith(0);

        assertThat(text(sent("POST", TRUST), "hash")).isEqualTo(HASH);
        assertThat(text(sent("POST", TRUST), "path")).isEqualTo(folder.toString());
    }

    @Test
    void showsFromWhereSubmodulesAreCloned() {
        daemon.at(
                SHOW,
                Samples.json(new ProjectScriptsJson(
                        Optional.of("/src/api"),
                        Optional.of(HASH),
                        false,
                        List.of(new ScriptJson(ScriptRole.SUBMODULES, ".gitmodules", "url = ../lib\n")))));

        new Person("trust")
                .sees(".gitmodules, where submodules are cloned from:")
                .sees("url = ../lib")
                .sees("[y/N] ")
                .types("y\n")
                .endsWith(0);
    }

    /** What a script says must not be able to hide what else it says. */
    @Test
    void nothingInAScriptMovesTheCursor() {
        Person person = new Person("trust").sees("[y/N] ");

        assertThat(person.seen()).contains("echo hidden").doesNotContain("\u001b[2J");
        person.types("n\n").endsWith(1);
    }

    @Test
    void anythingButYesTrustsNothing() {
        new Person("trust").sees("[y/N] ").types("\n").endsWith(1);
        new Person("trust").sees("[y/N] ").hangsUp().endsWith(1);

        assertThat(daemon.asked("POST", TRUST)).isEmpty();
    }

    @Test
    void whereNobodyCanBeAskedItTakesAWord() {
        Result refused = run("trust").endsWith(2);
        assertThat(refused.err()).contains("npm ci").contains("tagma trust --yes");
        assertThat(daemon.asked("POST", TRUST)).isEmpty();

        assertThat(run("trust", "--yes").endsWith(0).out()).isEqualTo("trusted /src/api  0123456789ab\n");
    }

    @Test
    void whatIsTrustedIsNotAskedFor() {
        daemon.at(SHOW, scripts(true));

        assertThat(run("trust").endsWith(0).out()).isEqualTo("trusted already /src/api  0123456789ab\n");
        assertThat(daemon.asked("POST", TRUST)).isEmpty();
    }

    @Test
    void aProjectWithoutScriptsIsSaidToHaveNone() {
        daemon.at(SHOW, Samples.json(new ProjectScriptsJson(Optional.empty(), Optional.empty(), false, List.of())));

        run("trust", "--yes")
                .fails(
                        1,
                        "the project names no script and no submodules in its .tagma/config.yaml: there is nothing to be trusted");
    }

    @Test
    void createAsksAPersonAndGoesOn() {
        createIsRefusedOnce();

        Person person = new Person("create").sees("npm ci").sees("[y/N] ").types("yes\n");

        assertThat(person.endsWith(0).out()).isEqualTo("calm-otter\n");
        assertThat(text(sent("POST", TRUST), "hash")).isEqualTo(HASH);
    }

    @Test
    void createWithoutAPersonOrWithoutAYesIsRefused() {
        createIsRefusedOnce();
        run("create").fails(1, "scripts that nobody has trusted");

        createIsRefusedOnce();
        new Person("create").sees("[y/N] ").types("n\n").endsWith(1);

        assertThat(daemon.asked("POST", TRUST)).isEmpty();
    }

    @Test
    void createMayTrustBeforehand() {
        daemon.at(
                "POST /v1/sessions",
                Samples.session(Samples.OTTER, "calm-otter", Lifecycle.REQUESTED, null, "asked for"));

        run("create", "--trust", "--no-wait").endsWith(0);

        assertThat(text(sent("POST", TRUST), "hash")).isEqualTo(HASH);
    }
}
