package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Activity;
import org.junit.jupiter.api.Test;

class LsTest extends CommandTest {

    private static final String ALL = "GET /v1/sessions";

    private static String list(String... sessions) {
        return "{\"sessions\":[" + String.join(",", sessions) + "]}";
    }

    private static String in(String group, String handle, Activity activity) {
        return Samples.session(Samples.OTTER, handle, Lifecycle.LIVE, activity, "the reason")
                .replace("team/api", group);
    }

    @Test
    void showsSessionsBelowTheirGroups() {
        daemon.at(
                ALL,
                list(
                        in("team/web", "zebra", Activity.WORKING),
                        in("team-b", "newt", Activity.IDLE),
                        in("team/api", "otter", Activity.IDLE),
                        in("", "lone", Activity.ERROR),
                        in("team", "lead", Activity.WORKING)));

        assertThat(run("ls").endsWith(0).out()).isEqualTo("""
                lone       error    12 s  claude-code  the reason
                team/
                  lead     working  12 s  claude-code  Fix the parser
                  api/
                    otter  idle     12 s  claude-code  Fix the parser
                  web/
                    zebra  working  12 s  claude-code  Fix the parser
                team-b/
                  newt     idle     12 s  claude-code  Fix the parser
                """);
    }

    @Test
    void noLineEndsInBlanks() {
        daemon.at(
                ALL,
                list(in("", "otter", Activity.IDLE).replace("Fix the parser", ""), in("", "owl", Activity.WORKING)));

        assertThat(run("ls").endsWith(0).out()).isEqualTo("""
                otter  idle     12 s  claude-code
                owl    working  12 s  claude-code  Fix the parser
                """);
    }

    @Test
    void filtersAreTheDaemons() {
        daemon.at(ALL, list());

        run(
                        "ls",
                        "-g",
                        "team/api",
                        "-g",
                        "x y",
                        "-a",
                        "codex",
                        "--activity",
                        "idle",
                        "--lifecycle",
                        "live",
                        "--tag",
                        "ü&")
                .endsWith(0);

        assertThat(daemon.asked().getLast().target())
                .isEqualTo("/v1/sessions?group=team%2Fapi&group=x%20y&agent=codex&activity=idle&lifecycle=live"
                        + "&tag=%C3%BC%26");
    }

    @Test
    void handlesAloneAreForScripts() {
        daemon.at(ALL, list(in("team", "otter", Activity.IDLE), in("", "owl", Activity.WORKING)));

        assertThat(run("ls", "-q").endsWith(0).out()).isEqualTo("otter\nowl\n");
    }

    @Test
    void jsonIsWhatTheDaemonSays() {
        String all = list(in("team", "otter", Activity.IDLE));
        daemon.at(ALL, all);

        assertThat(run("ls", "--json").endsWith(0).out()).isEqualTo(all + "\n");
    }

    @Test
    void whereThereIsNoneNothingIsPrintedAndAPersonIsToldWhatToDo() {
        daemon.at(ALL, list());

        assertThat(run("ls").endsWith(0).out()).isEmpty();
        assertThat(runOnTerminal("ls").endsWith(0).err()).contains("no such session; tagma create makes one");
    }

    @Test
    void anActivityThatThereIsNotIsRefused() {
        daemon.at(ALL, FakeDaemon.problem(400, "invalid", "activity 'busy' is not one of working, idle"));

        run("ls", "--activity", "busy").fails(2, "activity 'busy' is not one of working, idle");
    }

    @Test
    void statusSaysFirstWhoNeedsSomebody() {
        daemon.at(
                ALL,
                list(
                        in("", "calm", Activity.IDLE),
                        in("", "lost", Activity.UNKNOWN),
                        in("", "broken", Activity.ERROR),
                        in("", "asking", Activity.WAITING_PERMISSION)));

        assertThat(run("status").endsWith(0).out()).isEqualTo("""
                asking  waits for permission  12 s ago  the reason  (tagma approve asking)
                broken  error                 12 s ago  the reason
                lost    unknown               12 s ago  the reason
                calm    idle                  12 s ago  the reason
                """);
    }

    @Test
    void statusWithinAPaneIsItsOwn() {
        environment.put("TAGMA_SESSION", Samples.OTTER);
        daemon.at("GET /v1/sessions/" + Samples.OTTER, in("", "otter", Activity.WORKING));

        assertThat(run("status").endsWith(0).out()).isEqualTo("otter  working  12 s ago  the reason\n");
        assertThat(run("status", "--json").endsWith(0).out()).isEqualTo(list(in("", "otter", Activity.WORKING)) + "\n");
    }

    @Test
    void statusOfNobodyIsAnErrorThatListsWhoIsThere() {
        daemon.at("GET /v1/sessions/nobody", FakeDaemon.problem(404, "not_found", "There is no session nobody", "owl"));

        assertThat(run("status", "nobody").endsWith(1).err()).contains("There is no session nobody", "owl");
        run("status", "a/b").fails(2, "session 'a/b' is not a name: handles and ids are letters, digits and hyphens");
    }
}
