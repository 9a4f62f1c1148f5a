package dev.tagma.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.sandbox.Limits;
import dev.tagma.core.sandbox.Network;
import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.core.sandbox.SandboxWish;
import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.Activity;
import dev.tagma.core.workspace.Beside;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.wire.agent.AgentJson;
import dev.tagma.wire.daemon.CheckJson;
import dev.tagma.wire.daemon.DoctorJson;
import dev.tagma.wire.daemon.ShutdownJson;
import dev.tagma.wire.message.MessageJson;
import dev.tagma.wire.message.MessageListJson;
import dev.tagma.wire.operation.AgentOperations;
import dev.tagma.wire.operation.DaemonOperations;
import dev.tagma.wire.operation.MessageOperations;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.RequestOperations;
import dev.tagma.wire.operation.SearchOperations;
import dev.tagma.wire.operation.SessionOperations;
import dev.tagma.wire.operation.UsageOperations;
import dev.tagma.wire.operation.WorkOperations;
import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.problem.ProblemJson;
import dev.tagma.wire.request.RequestJson;
import dev.tagma.wire.search.HitJson;
import dev.tagma.wire.search.SearchJson;
import dev.tagma.wire.session.GroupJson;
import dev.tagma.wire.session.GroupListJson;
import dev.tagma.wire.session.HandedJson;
import dev.tagma.wire.session.SessionJson;
import dev.tagma.wire.session.SessionListJson;
import dev.tagma.wire.session.WaitJson;
import dev.tagma.wire.turn.TurnListJson;
import dev.tagma.wire.usage.UsageJson;
import dev.tagma.wire.usage.UsageRowJson;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the operations do beyond having the right form. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoutesTest {

    private House house;
    private FakeFleet fleet;
    private Session otter;

    @BeforeEach
    void furnish() throws IOException {
        house = new House();
        fleet = house.fleet;
        otter = fleet.add("calm-otter", Activity.IDLE);
    }

    @AfterEach
    void leave() throws IOException {
        house.close();
    }

    private RawClient.Answer send(Operation operation, String body, String... path) throws IOException {
        return house.unix().send(operation, "", body, path);
    }

    private static ProblemJson problem(RawClient.Answer answer, ErrorCode code) {
        ProblemJson problem = ApiClient.problem(answer);
        assertThat(problem.code()).as(answer.text()).isEqualTo(code);
        return problem;
    }

    private List<String> listed(String query) throws IOException {
        return ApiClient.read(house.unix().ask(SessionOperations.LIST, query), SessionListJson.class)
                .sessions()
                .stream()
                .map(session -> session.handle().value())
                .toList();
    }

    @Test
    void listsAreFilteredByAllThatIsGiven() throws IOException {
        fleet.add("busy-bee", Activity.WORKING);
        Session lone = fleet.add("lone-wolf", Activity.WAITING_PERMISSION);
        fleet.describe(
                new Caller(TenantId.DEFAULT, "test", Optional.empty()),
                lone.id(),
                new Fleet.Description(
                        Optional.empty(), Optional.empty(), Optional.of(GroupPath.ROOT), Optional.of(Set.of("x"))));

        assertThat(listed("")).containsExactly("calm-otter", "busy-bee", "lone-wolf");
        assertThat(listed("activity=working&activity=idle")).containsExactly("calm-otter", "busy-bee");
        assertThat(listed("group=team")).containsExactly("calm-otter", "busy-bee");
        assertThat(listed("group=team/ap")).isEmpty();
        assertThat(listed("group=")).containsExactly("calm-otter", "busy-bee", "lone-wolf");
        assertThat(listed("tag=x&tag=nothing")).containsExactly("lone-wolf");
        assertThat(listed("tag=x&activity=working")).isEmpty();
        assertThat(listed("agent=codex")).isEmpty();
        assertThat(listed("lifecycle=stopped")).isEmpty();
    }

    @Test
    void groupsAreATreeWithWhatHappensInIt() throws IOException {
        fleet.add("busy-bee", Activity.WORKING);
        fleet.add("lone-wolf", Activity.WAITING_PERMISSION);

        assertThat(ApiClient.read(house.unix().ask(SessionOperations.GROUPS, ""), GroupListJson.class)
                        .groups())
                .containsExactly(
                        new GroupJson(new GroupPath("team"), 3, 1, 1),
                        new GroupJson(new GroupPath("team/api"), 3, 1, 1));
    }

    @Test
    void aSessionIsFoundByIdHandleOrBeginning() throws IOException {
        for (String name : List.of(otter.id().toString(), "calm-otter", "calm")) {
            RawClient.Answer answer = house.unix().ask(SessionOperations.GET, "", name);

            assertThat(ApiClient.read(answer, SessionJson.class).id()).isEqualTo(otter.id());
        }
        fleet.add("calm-owl", Activity.IDLE);
        problem(house.unix().ask(SessionOperations.GET, "", "calm"), ErrorCode.AMBIGUOUS);
        problem(house.unix().ask(SessionOperations.GET, "", "nobody"), ErrorCode.NOT_FOUND);
    }

    @Test
    void aHitSaysWhoseItIsAndHowToGoOn() throws IOException {
        List<HitJson> hits = ApiClient.read(
                        house.unix().ask(SearchOperations.SEARCH, "text=flaky&limit=7&group=team&role=tool"),
                        SearchJson.class)
                .hits();

        Fleet.Sought sought = fleet.sought.getLast();
        assertThat(sought.limit()).isEqualTo(7);
        assertThat(sought.role()).contains("tool");
        assertThat(sought.groups()).containsExactly(new GroupPath("team"));
        assertThat(hits.getFirst().handle()).contains(otter.handle());
        // It runs.
        assertThat(hits.getFirst().resume()).isEmpty();
        assertThat(hits.getLast().session()).isEmpty();
        assertThat(hits.getLast().resume())
                .containsExactly(
                        "tagma", "create", "-a", "claude-code", "--resume", "c1", "-p", "/home/anna/other place");
    }

    @Test
    void whatIsHandedOverNamesBothSessionsAndWhatWentOver() throws IOException {
        HandedJson handed = ApiClient.read(
                send(
                        SessionOperations.HANDOFF,
                        "{\"key\":\"k\",\"agent\":\"codex\",\"model\":\"m\",\"mode\":\"edits\",\"prompt\":\"Go\","
                                + "\"interrupt\":true,\"handle\":\"heir\"}",
                        "calm-otter"),
                HandedJson.class);

        assertThat(fleet.handoffs.getLast())
                .isEqualTo(new Fleet.Handoff(
                        Optional.of("k"),
                        Optional.of("heir"),
                        Optional.of("codex"),
                        Optional.of("m"),
                        Optional.of(PermissionMode.EDITS),
                        Optional.of("Go"),
                        true));
        assertThat(handed.from().handedTo()).contains(handed.to().id());
        assertThat(handed.to().handedFrom()).contains(otter.id());
        assertThat(handed.carried()).containsExactly("the workspace");
        assertThat(handed.lost()).containsExactly("tools");
    }

    @Test
    void aSearchForNothingIsRefused() throws IOException {
        for (String query : List.of("", "text=", "text=%20%22%22%20--%20%2A", "text=" + "a".repeat(1_001))) {
            problem(house.unix().ask(SearchOperations.SEARCH, query), ErrorCode.INVALID);
        }
        problem(house.unix().ask(SearchOperations.SEARCH, "text=a&since=yesterday"), ErrorCode.INVALID);
        problem(house.unix().ask(SearchOperations.SEARCH, "text=a&session=nobody"), ErrorCode.NOT_FOUND);
    }

    @Test
    void whoNamesNoRescueIsToldWhichThereAre() throws IOException {
        ProblemJson missing = problem(house.unix().ask(WorkOperations.RESCUE, "", "zzz"), ErrorCode.NOT_FOUND);
        ProblemJson several = problem(house.unix().ask(WorkOperations.RESCUE, "", "calm"), ErrorCode.AMBIGUOUS);

        assertThat(missing.detail()).isEqualTo("There is no rescue 'zzz'; the newest are calm-otter-1, calm-otter-2");
        assertThat(missing.candidates()).containsExactly("calm-otter-1", "calm-otter-2");
        assertThat(several.candidates()).containsExactly("calm-otter-1", "calm-otter-2");
    }

    @Test
    void whoAsksForUseInAWayThatCannotBeIsToldWhatCan() throws IOException {
        assertThat(problem(house.unix().ask(UsageOperations.USAGE, "by=turn"), ErrorCode.INVALID)
                        .detail())
                .contains("turns count within a session");
        assertThat(problem(house.unix().ask(UsageOperations.USAGE, "since=yesterday"), ErrorCode.INVALID)
                        .detail())
                .isEqualTo("Parameter 'since' is 'yesterday'; give a day such as 2026-11-30");
        problem(house.unix().ask(UsageOperations.USAGE, "session=nobody"), ErrorCode.NOT_FOUND);
    }

    @Test
    void whatHasNoPriceHasNoneAndIsNamed() throws IOException {
        UsageJson usage = ApiClient.read(house.unix().ask(UsageOperations.USAGE, "by=agent"), UsageJson.class);

        assertThat(usage.rows())
                .extracting(UsageRowJson::dollars)
                .containsExactly(Optional.of("0.0123"), Optional.empty());
        assertThat(usage.total().dollars()).contains("0.0123");
        assertThat(usage.total().unpricedTokens()).isEqualTo(3);
        assertThat(usage.total().unpricedModels()).containsExactly("fake");
    }

    @Test
    void whatIsWishedForReachesTheUseCases() throws IOException {
        RawClient.Answer answer = send(SessionOperations.CREATE, """
            {"key":"k","handle":"new-one","title":"T","group":"a/b","tags":["x"],"agent":"claude-code",\
            "driver":"protocol","mode":"plan","model":"opus","environment":{"A":"1"},"arguments":["-v"],\
            "path":"/p","workspace":"worktree","branch":"b","base":"main",\
            "with":[{"path":"/w","name":"web","base":"next"},{"path":"/d"}],"prompt":"Go","start":false,"resume":"c1",\
            "afterLimit":"continue","runtime":"pty","sandbox":{"kind":"docker","network":["a.b","*.c:80"],\
            "memory":1073741824,"processes":64,"cpuPercent":150,"readable":["/r"],"writable":["/x/../w"],"image":"i"}}\
            """);

        assertThat(fleet.wanted.getLast())
                .isEqualTo(new Fleet.NewSession(
                        Optional.of("k"),
                        Optional.of("new-one"),
                        "T",
                        new GroupPath("a/b"),
                        Set.of("x"),
                        Optional.of("claude-code"),
                        Optional.of(DriverKind.PROTOCOL),
                        Optional.of(PermissionMode.PLAN),
                        Optional.of("opus"),
                        Map.of("A", "1"),
                        List.of("-v"),
                        java.nio.file.Path.of("/p"),
                        WorkspacePlan.Kind.WORKTREE,
                        Optional.of("b"),
                        Optional.of("main"),
                        List.of(
                                new Beside("/w", Optional.of("web"), Optional.of("next")),
                                new Beside("/d", Optional.empty(), Optional.empty())),
                        Optional.of("Go"),
                        false,
                        Optional.of(new AgentSessionId("c1")),
                        Optional.of(AfterLimit.CONTINUE),
                        Optional.of("pty"),
                        new SandboxWish(
                                Optional.of(SandboxKind.DOCKER),
                                Network.parse(List.of("a.b:443", "*.c:80")),
                                new Limits(Optional.of(1L << 30), Optional.of(64), Optional.of(150)),
                                Optional.of(List.of("/r")),
                                Optional.of(List.of("/w")),
                                Optional.of("i"))));
        SessionJson made = ApiClient.read(answer, SessionJson.class);
        assertThat(answer.header("Location")).contains("/v1/sessions/" + made.id());
    }

    @Test
    void aSandboxThatIsNotUnderstoodIsRefused() throws IOException {
        for (String sandbox : List.of(
                "{\"network\":[\"a b\"]}", "{\"memory\":1}", "{\"writable\":[\"here\"]}", "{\"kind\":\"jail\"}")) {
            problem(send(SessionOperations.CREATE, "{\"path\":\"/p\",\"sandbox\":" + sandbox + "}"), ErrorCode.INVALID);
        }
    }

    @Test
    void whatIsNotWishedForIsLeftOpen() throws IOException {
        send(SessionOperations.CREATE, "{\"path\":\"/p\"}");

        Fleet.NewSession wanted = fleet.wanted.getLast();
        assertThat(wanted.agent()).isEmpty();
        assertThat(wanted.mode()).isEmpty();
        assertThat(wanted.workspace()).isEqualTo(WorkspacePlan.Kind.AUTOMATIC);
        assertThat(wanted.start()).isTrue();
    }

    @Test
    void aForkIsLikeItsOriginalWhereNothingElseIsSaid() throws IOException {
        send(SessionOperations.FORK, "{\"title\":\"Other\",\"workspace\":\"in_place\"}", "calm-otter");

        Fleet.NewSession wanted = fleet.wanted.getLast();
        assertThat(wanted.title()).isEqualTo("Other");
        assertThat(wanted.workspace()).isEqualTo(WorkspacePlan.Kind.IN_PLACE);
        assertThat(wanted.agent()).contains("claude-code");
        assertThat(wanted.mode()).contains(PermissionMode.EDITS);
        assertThat(wanted.model()).contains("sonnet");
        assertThat(wanted.group()).isEqualTo(new GroupPath("team/api"));
        assertThat(wanted.tags()).containsExactlyInAnyOrder("urgent", "b");
        assertThat(wanted.place()).hasToString("/home/anna/api");
    }

    @Test
    void anotherModeIsAskedForAndNothingIsRefused() throws IOException {
        var _ = send(SessionOperations.MODE, "{\"mode\":\"plan\"}", "calm-otter");
        problem(send(SessionOperations.MODE, "{}", "calm-otter"), ErrorCode.INVALID);

        assertThat(fleet.asked).containsExactly("change Course[mode=Optional[PLAN], model=Optional.empty]");
    }

    @Test
    void aGoalIsSetPausedAndDroppedAndNothingIsRefused() throws IOException {
        var _ = send(SessionOperations.SET_GOAL, "{\"objective\":\"All green\",\"tokenBudget\":5}", "calm-otter");
        var _ = send(SessionOperations.SET_GOAL, "{\"pursued\":false}", "calm-otter");
        var _ = send(SessionOperations.DROP_GOAL, "", "calm-otter");
        problem(send(SessionOperations.SET_GOAL, "{}", "calm-otter"), ErrorCode.INVALID);
        problem(send(SessionOperations.SET_GOAL, "{\"tokenBudget\":0}", "calm-otter"), ErrorCode.INVALID);

        assertThat(fleet.asked)
                .containsExactly(
                        "pursue Pursuit[objective=Optional[All green], tokenBudget=Optional[5], pursued=Optional.empty]",
                        "pursue Pursuit[objective=Optional.empty, tokenBudget=Optional.empty, pursued=Optional[false]]",
                        "drop goal");
    }

    @Test
    void stepsAreTheOnesThatWereAskedFor() throws IOException {
        for (Operation step : List.of(
                SessionOperations.INTERRUPT,
                SessionOperations.ESCAPE,
                SessionOperations.STOP,
                SessionOperations.START,
                SessionOperations.RESTART,
                SessionOperations.RESUME)) {
            house.unix().ask(step, "", "calm-otter");
        }

        assertThat(fleet.asked).containsExactly("interrupt", "escape", "stop", "start", "restart", "start");
    }

    @Test
    void dirtyWorkGoesOnlyWithAWordMore() throws IOException {
        problem(house.unix().ask(SessionOperations.REMOVE, "", "calm-otter"), ErrorCode.UNSAVED_WORK);
        house.unix().ask(SessionOperations.REMOVE, "force=all&keepWorkspace=true", "calm-otter");

        assertThat(fleet.asked)
                .containsExactly(
                        "remove Permit[dirty=false, unsavedIgnored=false] false",
                        "remove Permit[dirty=true, unsavedIgnored=true] true");
    }

    @Test
    void theSameKeyIsTheSameMessage() throws IOException {
        String body = "{\"text\":\"hi\",\"key\":\"k\"}";

        MessageJson one = ApiClient.read(send(MessageOperations.SEND, body, "calm-otter"), MessageJson.class);
        MessageJson two = ApiClient.read(send(MessageOperations.SEND_SHORT, body, "calm-otter"), MessageJson.class);

        assertThat(two).isEqualTo(one);
    }

    @Test
    void listsTellWhetherThereIsMore() throws IOException {
        for (int i = 0; i < 3; i++) {
            send(MessageOperations.SEND, "{\"text\":\"hi\"}", "calm-otter");
        }

        assertThat(messages("limit=2").more()).isTrue();
        assertThat(messages("limit=2").messages()).hasSize(2);
        assertThat(messages("limit=3").more()).isFalse();
        assertThat(messages("after=2").messages()).hasSize(1);
        assertThat(ApiClient.read(house.unix().ask(WorkOperations.TURNS, "limit=2", "calm-otter"), TurnListJson.class)
                        .more())
                .isTrue();
    }

    private MessageListJson messages(String query) throws IOException {
        return ApiClient.read(house.unix().ask(MessageOperations.LIST, query, "calm-otter"), MessageListJson.class);
    }

    @Test
    void aMessageOfAnotherSessionIsNotFound() throws IOException {
        fleet.add("curious-owl", Activity.IDLE);
        MessageJson message =
                ApiClient.read(send(MessageOperations.SEND, "{\"text\":\"hi\"}", "calm-otter"), MessageJson.class);

        for (Operation operation : List.of(MessageOperations.GET, MessageOperations.CANCEL)) {
            problem(house.unix().ask(operation, "", "curious-owl", message.id().toString()), ErrorCode.NOT_FOUND);
        }
        problem(house.unix().ask(MessageOperations.GET, "", "calm-otter", "x"), ErrorCode.INVALID);
    }

    @Test
    void aMessageCanBeWithdrawnOnce() throws IOException {
        MessageJson message =
                ApiClient.read(send(MessageOperations.SEND, "{\"text\":\"hi\"}", "calm-otter"), MessageJson.class);

        assertThat(house.unix()
                        .ask(
                                MessageOperations.CANCEL,
                                "",
                                "calm-otter",
                                message.id().toString())
                        .status())
                .isEqualTo(200);
        problem(
                house.unix()
                        .ask(
                                MessageOperations.CANCEL,
                                "",
                                "calm-otter",
                                message.id().toString()),
                ErrorCode.CONFLICT);
    }

    @Test
    void nothingOpenIsAnErrorAndNeverAnAnswer() throws IOException {
        for (Operation operation : List.of(RequestOperations.APPROVE, RequestOperations.REJECT)) {
            ProblemJson problem = problem(send(operation, "", "calm-otter"), ErrorCode.CONFLICT);
            assertThat(problem.detail()).contains("asks nothing");
        }
        problem(send(RequestOperations.ANSWER, "{\"choice\":\"x\"}", "calm-otter"), ErrorCode.CONFLICT);

        assertThat(fleet.answers).isEmpty();
    }

    @Test
    void severalOpenMustBeToldApart() throws IOException {
        Request one = fleet.ask(otter.id(), RequestKind.PERMISSION, List.of());
        Request two = fleet.ask(otter.id(), RequestKind.PERMISSION, List.of());

        ProblemJson problem = problem(send(RequestOperations.APPROVE, "", "calm-otter"), ErrorCode.AMBIGUOUS);

        assertThat(problem.candidates())
                .containsExactly(one.id().toString(), two.id().toString());
        assertThat(problem.detail()).contains("Run git push?");
        assertThat(fleet.answers).isEmpty();
        RequestJson answered = ApiClient.read(
                send(RequestOperations.APPROVE, "{\"request\":\"" + two.id() + "\"}", "calm-otter"), RequestJson.class);
        assertThat(answered.id()).isEqualTo(two.id());
        assertThat(answered.open()).isFalse();
    }

    @Test
    void anAnswerSaysHowFarItReachesAndWhy() throws IOException {
        fleet.ask(otter.id(), RequestKind.PERMISSION, List.of());
        send(RequestOperations.APPROVE, "{\"scope\":\"project\"}", "calm-otter");
        fleet.ask(otter.id(), RequestKind.PERMISSION, List.of());
        send(RequestOperations.APPROVE, "", "calm-otter");
        fleet.ask(otter.id(), RequestKind.PERMISSION, List.of());
        send(RequestOperations.REJECT, "{\"reason\":\"too risky\"}", "calm-otter");

        assertThat(fleet.answers)
                .containsExactly(
                        new Answer.Allow(Answer.Scope.PROJECT),
                        new Answer.Allow(Answer.Scope.ONCE),
                        new Answer.Deny(Optional.of("too risky")));
    }

    private static Request.Ask colours() {
        return new Request.Ask(
                "Colour",
                "Which?",
                List.of(new Request.Choice("Red", ""), new Request.Choice("Blue", ""), new Request.Choice("1", "")),
                false);
    }

    @Test
    void aChoiceIsALabelElseANumberElseFreeText() throws IOException {
        for (String choice : List.of("Blue", "2", "1", "4", "Green")) {
            Request request = fleet.ask(otter.id(), RequestKind.QUESTION, List.of(colours()));
            send(
                    RequestOperations.ANSWER_ONE,
                    "{\"choice\":\"" + choice + "\"}",
                    request.id().toString());
        }

        assertThat(fleet.answers)
                .containsExactly(
                        new Answer.Choose(List.of(List.of("Blue"))),
                        new Answer.Choose(List.of(List.of("Blue"))),
                        new Answer.Choose(List.of(List.of("1"))),
                        new Answer.Choose(List.of(List.of("4"))),
                        new Answer.Choose(List.of(List.of("Green"))));
    }

    @Test
    void severalQuestionsNeedAListForEach() throws IOException {
        fleet.ask(otter.id(), RequestKind.QUESTION, List.of(colours(), colours()));

        problem(send(RequestOperations.ANSWER, "{\"choice\":\"Red\"}", "calm-otter"), ErrorCode.INVALID);
        problem(send(RequestOperations.ANSWER, "{}", "calm-otter"), ErrorCode.INVALID);
        problem(
                send(RequestOperations.ANSWER, "{\"choice\":\"a\",\"choices\":[[\"b\"]]}", "calm-otter"),
                ErrorCode.INVALID);
        send(RequestOperations.ANSWER, "{\"choices\":[[\"Red\"],[\"2\",\"x\"]]}", "calm-otter");

        assertThat(fleet.answers).containsExactly(new Answer.Choose(List.of(List.of("Red"), List.of("2", "x"))));
    }

    @Test
    void aRequestIsFoundByTheBeginningOfItsIdWhileItIsOpen() throws IOException {
        Request one = fleet.ask(otter.id(), RequestKind.PERMISSION, List.of());
        String id = one.id().toString();

        assertThat(house.unix()
                        .ask(RequestOperations.GET, "", id.substring(0, 8))
                        .status())
                .isEqualTo(200);
        fleet.ask(otter.id(), RequestKind.PERMISSION, List.of());
        problem(house.unix().ask(RequestOperations.GET, "", id.substring(0, 8)), ErrorCode.AMBIGUOUS);
        send(RequestOperations.APPROVE_ONE, "", id);
        assertThat(house.unix().ask(RequestOperations.GET, "", id).status()).isEqualTo(200);
        problem(send(RequestOperations.APPROVE_ONE, "", id), ErrorCode.CONFLICT);
        problem(
                house.unix()
                        .ask(
                                RequestOperations.GET,
                                "",
                                new RequestId(java.util.UUID.fromString("01932d3c-8a00-7000-8000-0000000000ff"))
                                        .toString()),
                ErrorCode.NOT_FOUND);
    }

    @Test
    void aRequestThatIsOverIsFoundByABeginningThatNoOpenOneHas() throws IOException {
        Request over = fleet.ask(otter.id(), RequestKind.PERMISSION, List.of());
        String beginning = over.id().toString().substring(0, 8);
        send(RequestOperations.APPROVE_ONE, "", over.id().toString());

        assertThat(ApiClient.read(house.unix().ask(RequestOperations.GET, "", beginning), RequestJson.class)
                        .id())
                .isEqualTo(over.id());
        problem(send(RequestOperations.APPROVE_ONE, "", beginning), ErrorCode.CONFLICT);

        Request open = fleet.ask(otter.id(), RequestKind.PERMISSION, List.of());
        assertThat(ApiClient.read(house.unix().ask(RequestOperations.GET, "", beginning), RequestJson.class)
                        .id())
                .isEqualTo(open.id());
    }

    @Test
    void aRequestOfAnotherSessionIsNotAnsweredByMistake() throws IOException {
        Session owl = fleet.add("curious-owl", Activity.IDLE);
        Request owls = fleet.ask(owl.id(), RequestKind.PERMISSION, List.of());
        Request otters = fleet.ask(otter.id(), RequestKind.PERMISSION, List.of());

        problem(
                send(RequestOperations.APPROVE, "{\"request\":\"" + owls.id() + "\"}", "calm-otter"),
                ErrorCode.NOT_FOUND);
        problem(
                send(
                        RequestOperations.APPROVE_ONE,
                        "{\"request\":\"" + owls.id() + "\"}",
                        otters.id().toString()),
                ErrorCode.INVALID);
        assertThat(fleet.answers).isEmpty();
    }

    @Test
    void aWaitTellsWhatHoldsAndWhatDoesNotYet() throws IOException {
        fleet.add("busy-bee", Activity.WORKING);

        WaitJson reached =
                ApiClient.read(house.unix().ask(SessionOperations.WAIT, "timeout=5", "calm-otter"), WaitJson.class);
        WaitJson notYet =
                ApiClient.read(house.unix().ask(SessionOperations.WAIT, "timeout=0", "busy-bee"), WaitJson.class);

        assertThat(reached.reached()).isTrue();
        assertThat(notYet.reached()).isFalse();
        assertThat(notYet.session().activity()).contains(Activity.WORKING);
        problem(house.unix().ask(SessionOperations.WAIT, "for=message", "calm-otter"), ErrorCode.INVALID);
        problem(house.unix().ask(SessionOperations.WAIT, "message=x", "calm-otter"), ErrorCode.INVALID);
    }

    @Test
    void aWaitEndsWithTheDoorsAndSaysThatItCanBeAskedAgain() throws Exception {
        fleet.add("busy-bee", Activity.WORKING);
        ApiClient client = house.unix();
        CompletableFuture<RawClient.Answer> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return client.ask(SessionOperations.WAIT, "timeout=60", "busy-bee");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        fleet.waiting.await();

        house.closeDoors();

        problem(waiting.get(20, TimeUnit.SECONDS), ErrorCode.UNAVAILABLE);
    }

    @Test
    void aLongWaitOutlivesTheSilenceThatEndsOtherConnections() throws IOException {
        try (House impatient = new House(new FakeFleet(), Duration.ofSeconds(15), Duration.ofMillis(300))) {
            impatient.fleet.add("busy-bee", Activity.WORKING);

            RawClient.Answer answer = impatient.unix().ask(SessionOperations.WAIT, "timeout=2", "busy-bee");

            assertThat(ApiClient.read(answer, WaitJson.class).reached()).isFalse();
        }
    }

    @Test
    void anAgentIsShownByItsNameAndAnotherIsRefused() throws IOException {
        AgentJson found = ApiClient.read(house.unix().ask(AgentOperations.SHOW, "", "gemini"), AgentJson.class);

        assertThat(found.version()).contains("0.61.0");
        assertThat(found.unknown()).containsExactly("Whether it dreams.");
        assertThat(problem(house.unix().ask(AgentOperations.SHOW, "", "zzz"), ErrorCode.NOT_FOUND)
                        .detail())
                .contains("'zzz'")
                .contains("tagma agents ls");
    }

    @Test
    void theDoctorSaysWhatIsMissing() throws IOException {
        DoctorJson found = ApiClient.read(house.unix().ask(DaemonOperations.DOCTOR, ""), DoctorJson.class);

        assertThat(found.ok()).isFalse();
        assertThat(found.checks()).extracting(CheckJson::name).containsExactly("git", "tmux", "server.port");
        assertThat(found.checks().getLast().found()).isEqualTo("127.0.0.1:" + house.port());
    }

    @Test
    void shuttingDownIsAnsweredFirst() throws Exception {
        ShutdownJson answer = ApiClient.read(house.unix().ask(DaemonOperations.SHUT_DOWN, ""), ShutdownJson.class);

        assertThat(answer.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(house.shutdown.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void figuresTellOfRequestsAndSessions() throws IOException {
        fleet.add("busy-bee", Activity.WORKING);
        house.unix().ask(SessionOperations.GET, "", "nobody");

        String figures = house.unix().ask(DaemonOperations.METRICS, "").text();

        assertThat(figures)
                .contains("tagma_sessions{activity=\"working\",lifecycle=\"live\"} 1.0")
                .contains("tagma_requests_seconds_count{operation=\"getSession\",status=\"404\"} 1")
                .contains("tagma_messages_queued 2.0")
                .contains("jvm_memory_used_bytes");
        fleet.activity(otter.id(), Activity.WORKING);
        assertThat(house.unix().ask(DaemonOperations.METRICS, "").text())
                .contains("tagma_sessions{activity=\"working\",lifecycle=\"live\"} 2.0")
                .doesNotContain("tagma_sessions{activity=\"idle\"");
    }
}
