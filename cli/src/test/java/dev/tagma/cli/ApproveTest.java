package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Requests;
import dev.tagma.cli.fake.Samples;
import dev.tagma.wire.request.RequestJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApproveTest extends CommandTest {

    private static final String ALL = "GET /v1/requests";
    private static final String OF_OTTER = "GET /v1/sessions/calm-otter/requests";
    private static final String PATH = "/v1/requests/" + Requests.FIRST + "/approve";

    private final RequestJson remove = Requests.permission(Requests.FIRST, "Run rm -rf build");
    private final RequestJson fetch = Requests.permission(Requests.SECOND, "Run curl");
    private final RequestJson question =
            Requests.question(Requests.SECOND, Requests.ask("Which way?", false, "left", "right"));

    @BeforeEach
    void accept() {
        daemon.at("POST " + PATH, Samples.json(Requests.allowed(remove)));
    }

    @Test
    void approvesWhatTheSessionAsks() {
        daemon.at(OF_OTTER, Requests.list(remove, question));

        Result result = run("approve", "calm-otter").endsWith(0);

        assertThat(result.out()).isEqualTo("approved Bash: Run rm -rf build  (once)\n");
        assertThat(text(sent("POST", PATH), "scope")).isEqualTo("once");
    }

    @Test
    void approvesTheOnlyRequestThereIs() {
        daemon.at(ALL, Requests.list(remove, question));

        Result result = run("approve", "--scope", "session").endsWith(0);

        assertThat(result.out()).endsWith("(session: every use of Bash)\n");
        assertThat(text(sent("POST", PATH), "scope")).isEqualTo("session");
    }

    @Test
    void approvesARequestByTheBeginningOfItsId() {
        daemon.at(ALL, Requests.list(remove));

        run("approve", "01932d3c-9b11").endsWith(0);

        assertThat(daemon.asked("POST", PATH)).hasSize(1);
    }

    @Test
    void doesNotGuessBetweenTwo() {
        daemon.at(OF_OTTER, Requests.list(remove, fetch));
        daemon.at(ALL, Requests.list(remove, fetch));
        String both = "01932d3c-9b11-7000-8000-0000000000b permission 'Run rm -rf build',"
                + " 01932d3c-9b11-7000-8000-0000000000c permission 'Run curl'";

        run("approve", "calm-otter").fails(1, "2 requests are open, name one: " + both);
        run("approve").fails(1, "2 requests are open, name one: " + both);
        run("approve", "01932d3c").fails(1, "'01932d3c' begins the ids of 2 requests: " + both);

        assertThat(daemon.asked()).noneMatch(one -> one.method().equals("POST"));
    }

    @Test
    void doesNotTakeASessionsIdForARequests() {
        daemon.at(ALL, Requests.list(remove));
        daemon.at("GET /v1/sessions/01932d3c", Samples.idle(Samples.OWL, "owl"));

        run("approve", "01932d3c")
                .fails(1, "'01932d3c' begins the id of a request and of session owl: give more of it, or the handle");
    }

    @Test
    void whatIsOverIsToldByTheIdItHad() {
        daemon.at(ALL, Requests.list(fetch));
        daemon.at(
                "GET /v1/sessions/01932d3c-9b12/requests",
                FakeDaemon.problem(404, "not_found", "There is no session '01932d3c-9b12'; there are calm-otter"));
        daemon.at("GET /v1/requests/01932d3c-9b12", Samples.json(Requests.over(remove)));
        String over = "Request " + Requests.FIRST + " is over: answered by cli:anna at 2026-11-20T10:00:00.000Z";

        run("approve", "01932d3c-9b12").fails(1, over);
        run("approve", "01932D3C-9B12").fails(1, over);
        run("deny", "01932d3c-9b12").fails(1, over);
        run("answer", "01932d3c-9b12", "left").fails(1, over);

        assertThat(daemon.asked()).noneMatch(one -> one.method().equals("POST"));
    }

    @Test
    void anIdOfNothingIsNeitherASessionsNorARequests() {
        daemon.at(ALL, Requests.list(fetch));
        daemon.at(
                "GET /v1/sessions/01932d3c-9b12/requests",
                FakeDaemon.problem(404, "not_found", "There is no session '01932d3c-9b12'; there are calm-otter"));
        daemon.at("GET /v1/requests/01932d3c-9b12", FakeDaemon.problem(404, "not_found", "There is no request"));

        run("approve", "01932d3c-9b12")
                .fails(
                        1,
                        "There is no session '01932d3c-9b12'; there are calm-otter; and no request has that id: tagma"
                                + " requests lists the open ones");
    }

    @Test
    void nothingOpenIsAnErrorAndNeverAnApproval() {
        daemon.at(OF_OTTER, Requests.list());
        daemon.at(ALL, Requests.list());

        run("approve", "calm-otter").fails(1, "calm-otter does not ask for permission; see tagma show calm-otter");
        run("approve").fails(1, "nobody asks for permission; see tagma events");
    }

    @Test
    void aQuestionIsNotApproved() {
        daemon.at(OF_OTTER, Requests.list(question));

        run("approve", "calm-otter")
                .fails(
                        1,
                        "calm-otter does not ask for permission; see tagma show calm-otter (open: 01932d3c-9b11 question 'Which"
                                + " way?')");
    }

    @Test
    void whatIsDecidedIsNotDecidedAgain() {
        daemon.at(OF_OTTER, Requests.list(Requests.allowed(remove), fetch));
        daemon.at("POST /v1/requests/" + Requests.SECOND + "/approve", Samples.json(Requests.allowed(fetch)));

        assertThat(run("approve", "calm-otter").endsWith(0).out()).startsWith("approved Bash: Run curl");
    }

    @Test
    void aCutConnectionDoesNotHideThatItWasApproved() {
        daemon.at(OF_OTTER, Requests.list(remove));
        daemon.inTurn("POST " + PATH, FakeDaemon.cut(), FakeDaemon.problem(409, "conflict", "It is decided already"));
        daemon.at("GET /v1/requests/" + Requests.FIRST, Samples.json(Requests.allowed(remove)));

        assertThat(run("approve", "calm-otter").endsWith(0).out()).startsWith("approved");
    }

    @Test
    void whoComesTooLateIsTold() {
        daemon.at(OF_OTTER, Requests.list(remove));
        daemon.at("POST " + PATH, FakeDaemon.problem(409, "conflict", "It was answered at the terminal"));
        daemon.at("GET /v1/requests/" + Requests.FIRST, Samples.json(Requests.allowed(remove)));

        run("approve", "calm-otter").fails(1, "It was answered at the terminal");
    }

    @Test
    void anAgentMayNotApproveItself() {
        environment.put("TAGMA_SESSION", Samples.OTTER);
        daemon.at(OF_OTTER, Requests.list(remove));
        daemon.at("POST " + PATH, FakeDaemon.problem(403, "forbidden", "A session may not answer its own requests"));

        run("approve", "calm-otter").fails(1, "A session may not answer its own requests");

        assertThat(daemon.asked("POST", PATH).getFirst().headers()).containsEntry("x-tagma-session", Samples.OTTER);
    }

    @Test
    void jsonPrintsTheRequest() {
        daemon.at(OF_OTTER, Requests.list(remove));

        assertThat(run("approve", "--json", "calm-otter").endsWith(0).out())
                .isEqualTo(Samples.json(Requests.allowed(remove)) + "\n");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        run("approve", "--scope", "ever").fails(2, "--scope 'ever' is not one of once, session, project");
        run("approve", "a/b")
                .fails(2, "request or session 'a/b' is not a name: handles and ids are letters, digits and hyphens");
        assertThat(run("approve", "a", "b").endsWith(2).err()).startsWith("tagma: approve does not take 'b'");
    }
}
