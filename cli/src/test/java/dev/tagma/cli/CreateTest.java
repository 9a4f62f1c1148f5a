package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Activity;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.json.RecordCodec;
import dev.tagma.wire.session.NewSessionJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateTest extends CommandTest {

    private static final String WAIT = "GET /v1/sessions/" + Samples.OTTER + "/wait";

    private void becomes(Lifecycle lifecycle, Activity activity, String reason) {
        daemon.at(
                "POST /v1/sessions",
                Samples.session(Samples.OTTER, "calm-otter", Lifecycle.REQUESTED, null, "asked for"));
        daemon.at(
                WAIT, Samples.waited(true, Samples.session(Samples.OTTER, "calm-otter", lifecycle, activity, reason)));
    }

    private NewSessionJson wanted() {
        return RecordCodec.readStrict(
                JsonText.parse(daemon.asked("POST", "/v1/sessions").getFirst().body()), NewSessionJson.class);
    }

    @Test
    void printsTheHandleAndSaysWhereItWorks() {
        becomes(Lifecycle.LIVE, Activity.IDLE, "ready");

        Result result = run("create").endsWith(0);

        assertThat(result.out()).isEqualTo("calm-otter\n");
        assertThat(result.err()).isEqualTo("calm-otter idle in /work trees/ü/calm-otter on branch tagma/calm-otter\n");
    }

    @Test
    void quietPrintsTheHandleAlone() {
        becomes(Lifecycle.LIVE, Activity.IDLE, "ready");

        Result result = run("create", "-q").endsWith(0);

        assertThat(result.out()).isEqualTo("calm-otter\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void jsonPrintsTheSessionAsItIsWhenItIsUp() {
        becomes(Lifecycle.LIVE, Activity.IDLE, "ready");

        Result result = run("create", "--json").endsWith(0);

        assertThat(result.out())
                .isEqualTo(Samples.session(Samples.OTTER, "calm-otter", Lifecycle.LIVE, Activity.IDLE, "ready") + "\n");
        assertThat(result.out().lines()).hasSize(1);
    }

    @Test
    void saysAllThatIsAskedFor() {
        becomes(Lifecycle.LIVE, Activity.IDLE, "ready");
        environment.put("FROM_HERE", "secret value");

        run(
                        "create",
                        "-a",
                        "claude-code",
                        "-p",
                        "sub dir/ü",
                        "--title",
                        "Fix it",
                        "-g",
                        "team/api",
                        "--tag",
                        "a",
                        "--tag",
                        "b",
                        "--worktree",
                        "--branch",
                        "fix",
                        "--base",
                        "main",
                        "--mode",
                        "plan",
                        "--model",
                        "opus",
                        "--driver",
                        "terminal",
                        "--env",
                        "A=b=c",
                        "--env",
                        "FROM_HERE",
                        "--handle",
                        "calm-otter",
                        "--prompt",
                        "@file !x -- begin")
                .endsWith(0);

        NewSessionJson wanted = wanted();
        assertThat(wanted.path()).contains(folder.resolve("sub dir/ü").toString());
        assertThat(wanted.title()).contains("Fix it");
        assertThat(wanted.tags()).containsExactly("a", "b");
        assertThat(wanted.branch()).contains("fix");
        assertThat(wanted.base()).contains("main");
        assertThat(wanted.model()).contains("opus");
        assertThat(wanted.environment()).containsEntry("A", "b=c").containsEntry("FROM_HERE", "secret value");
        assertThat(wanted.prompt()).contains("@file !x -- begin");
        assertThat(wanted.workspace()).map(Enum::name).contains("WORKTREE");
        assertThat(wanted.mode()).map(Enum::name).contains("PLAN");
        assertThat(wanted.key().orElseThrow()).startsWith("cli-");
    }

    @Test
    void withoutAPathItIsAboutTheCurrentDirectory() {
        becomes(Lifecycle.LIVE, Activity.IDLE, "ready");

        run("create").endsWith(0);

        assertThat(wanted().path()).contains(folder.toString());
    }

    @Test
    void doesNotWaitWhenToldSo() {
        becomes(Lifecycle.LIVE, Activity.IDLE, "ready");

        Result result = run("create", "--no-wait").endsWith(0);

        assertThat(result.out()).isEqualTo("calm-otter\n");
        assertThat(daemon.asked()).hasSize(1);
    }

    @Test
    void saysWhyItDidNotComeUp() {
        becomes(Lifecycle.FAILED, null, "claude-code is not installed");

        Result result = run("create", "-q").endsWith(1);

        assertThat(result.out()).isEqualTo("calm-otter\n");
        assertThat(result.err())
                .isEqualTo("tagma: calm-otter did not come up: claude-code is not installed; its workspace is kept,"
                        + " see tagma show calm-otter\n");
    }

    @Test
    void doesNotClaimToKeepAWorkspaceThatWasNeverMade() {
        becomes(Lifecycle.FAILED, null, "no branch can be named");
        daemon.at(
                WAIT,
                Samples.waited(
                                true,
                                Samples.session(
                                        Samples.OTTER, "calm-otter", Lifecycle.FAILED, null, "no branch can be named"))
                        .replace("/work trees/ü/calm-otter", ""));

        assertThat(run("create", "-q").endsWith(1).err())
                .isEqualTo("tagma: calm-otter did not come up: no branch can be named; see tagma show calm-otter\n");
    }

    @Test
    void saysThatItAsksForTrust() {
        becomes(Lifecycle.STARTING, Activity.WAITING_TRUST_OR_LOGIN, "asks whether to trust the folder");

        Result result = run("create").endsWith(0);

        assertThat(result.err()).contains("waits for trust or login", "answer with tagma approve calm-otter");
    }

    @Test
    void endsWhenTheTimeIsUpAndSaysThatItGoesOn() {
        daemon.at(
                "POST /v1/sessions",
                Samples.session(Samples.OTTER, "calm-otter", Lifecycle.REQUESTED, null, "asked for"));
        daemon.at(
                WAIT,
                Samples.waited(
                        false,
                        Samples.session(Samples.OTTER, "calm-otter", Lifecycle.PREPARING, null, "makes a worktree")));

        Result result = run("create", "--timeout", "0").endsWith(124);

        assertThat(result.err())
                .isEqualTo(
                        "tagma: calm-otter is still preparing after 0 s (makes a worktree); it goes on, see tagma show"
                                + " calm-otter\n");
    }

    @Test
    void aRefusalIsSaidInTheDaemonsWords() {
        daemon.at(
                "POST /v1/sessions",
                FakeDaemon.problem(409, "conflict", "Handle calm-otter is taken: choose another or leave it out"));

        run("create", "--handle", "calm-otter").fails(1, "Handle calm-otter is taken: choose another or leave it out");
    }

    @Test
    void aCutConnectionMakesNoSecondSession() throws Exception {
        daemon.inTurn(
                "POST /v1/sessions",
                FakeDaemon.cut(),
                FakeDaemon.json(Samples.session(Samples.OTTER, "calm-otter", Lifecycle.REQUESTED, null, "")));

        Result result = run("create", "--no-wait").endsWith(0);

        assertThat(result.out()).isEqualTo("calm-otter\n");
        var asked = daemon.asked("POST", "/v1/sessions");
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0).body()).isEqualTo(asked.get(1).body()).contains("\"key\":\"cli-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--mode bogus | --mode 'bogus' is not one of",
                "--driver x | --driver 'x' is not one of terminal, protocol",
                "--env 1A=b | --env '1A' does not name a variable: give NAME=VALUE or NAME",
                "--env =b | --env '' does not name a variable: give NAME=VALUE or NAME",
                "--env NOT_SET_HERE | --env NOT_SET_HERE has no value: it is not set here; give NOT_SET_HERE=VALUE",
                "--worktree --in-place | --worktree and --in-place exclude each other: give one",
                "--in-place --branch x | --in-place and --branch exclude each other: give one",
                "--timeout -1 | --timeout '-1' is not a time: give seconds, 0 or more",
                "--timeout 1e99 | --timeout '1e99' is not a time: give seconds, 0 or more",
                "--timeout soon | --timeout 'soon' is not a time: give seconds, 0 or more",
                "--bogus | create has no option '--bogus'; put -- before a text that begins with a hyphen",
                "extra | create does not take 'extra'; tagma create -h tells more",
                "--title | missing required parameter for option '--title' (TEXT); tagma create -h tells more",
            })
    void whatIsNotAsItMustBeIsNamed(String words, String sentence) {
        var args = ("create " + words.strip()).split(" ", -1);

        Result result = run(args).endsWith(2);

        assertThat(result.err()).startsWith("tagma: " + sentence);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(daemon.asked()).isEmpty();
    }
}
