package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.Requests;
import dev.tagma.cli.fake.Samples;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.request.RequestJson;
import org.junit.jupiter.api.Test;

/** What agents ask, and refusing it. */
class RequestsTest extends CommandTest {

    private static final String REJECT = "/v1/requests/" + Requests.FIRST + "/reject";

    private final RequestJson remove = Requests.permission(Requests.FIRST, "Run rm -rf build");
    private final RequestJson question =
            Requests.question(Requests.SECOND, Requests.ask("Which way?", false, "left", "right"));

    @Test
    void whatIsAskedIsListedWithWhoAsksAndHowToAnswer() {
        daemon.at("GET /v1/requests", Requests.list(remove, question));
        daemon.at("GET /v1/sessions", "{\"sessions\":[" + Samples.idle(Samples.OTTER, "calm-otter") + "]}");

        assertThat(run("requests").endsWith(0).out()).isEqualTo("""
                calm-otter

                01932d3c-9b11-7000-8000-0000000000b  permission: Bash: Run rm -rf build  0 s ago
                  tagma approve 01932d3c-9b11-7000-8000-0000000000b

                01932d3c-9b11-7000-8000-0000000000c  question: Which way?  0 s ago
                  Which way?
                    1  left
                    2  right
                  tagma answer 01932d3c-9b11-7000-8000-0000000000c CHOICE

                """);
    }

    @Test
    void jsonIsWhatTheDaemonSays() {
        daemon.at("GET /v1/sessions/calm-otter/requests", Requests.list(remove));

        assertThat(run("requests", "calm-otter", "--json").endsWith(0).out()).isEqualTo(Requests.list(remove) + "\n");
    }

    @Test
    void whereNobodyAsksNothingIsPrinted() {
        daemon.at("GET /v1/requests", Requests.list());

        assertThat(run("requests").endsWith(0).out()).isEmpty();
        assertThat(runOnTerminal("requests").endsWith(0).err()).contains("nobody asks for anything");
    }

    @Test
    void aRefusalTellsWhy() {
        daemon.at("GET /v1/sessions/calm-otter/requests", Requests.list(remove));
        daemon.at("POST " + REJECT, Samples.json(Requests.allowed(remove)));

        Result result = run("deny", "calm-otter", "--reason", "not on a Sunday").endsWith(0);

        assertThat(result.out()).isEqualTo("denied Bash: Run rm -rf build  (not on a Sunday)\n");
        assertThat(text(sent("POST", REJECT), "reason")).isEqualTo("not on a Sunday");
    }

    @Test
    void aRefusalNeedsNoReason() {
        daemon.at("GET /v1/requests", Requests.list(remove));
        daemon.at("POST " + REJECT, Samples.json(Requests.allowed(remove)));

        assertThat(run("deny").endsWith(0).out()).isEqualTo("denied Bash: Run rm -rf build\n");
        assertThat(sent("POST", REJECT).member("reason")).isEqualTo(java.util.Optional.<Json>empty());
    }

    @Test
    void aQuestionCanBeRefusedToo() {
        daemon.at("GET /v1/sessions/calm-otter/requests", Requests.list(question));
        daemon.at("POST /v1/requests/" + Requests.SECOND + "/reject", Samples.json(Requests.allowed(question)));

        assertThat(run("deny", "calm-otter").endsWith(0).out()).isEqualTo("denied Which way?\n");
    }

    @Test
    void nothingOpenIsAnError() {
        daemon.at("GET /v1/sessions/calm-otter/requests", Requests.list());

        run("deny", "calm-otter", "--reason", "x")
                .fails(1, "calm-otter does not ask for anything; see tagma show calm-otter");
    }
}
