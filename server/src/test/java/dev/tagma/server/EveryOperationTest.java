package dev.tagma.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.event.EventData;
import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.Activity;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.NewMessage;
import dev.tagma.wire.operation.AdoptOperations;
import dev.tagma.wire.operation.AgentOperations;
import dev.tagma.wire.operation.DaemonOperations;
import dev.tagma.wire.operation.EventOperations;
import dev.tagma.wire.operation.MessageOperations;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.Operations;
import dev.tagma.wire.operation.RequestOperations;
import dev.tagma.wire.operation.SearchOperations;
import dev.tagma.wire.operation.SessionOperations;
import dev.tagma.wire.operation.TerminalOperations;
import dev.tagma.wire.operation.TrustOperations;
import dev.tagma.wire.operation.UsageOperations;
import dev.tagma.wire.operation.WorkOperations;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation of the registry, asked for as it is meant to be, over both doors. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EveryOperationTest {

    private static final String MESSAGE = "MESSAGE";
    private static final String PERMISSION = "PERMISSION";
    private static final String QUESTION = "QUESTION";

    /** How an operation is asked for; words in capitals stand for ids that are known later. */
    private record Sample(String query, String body, List<String> path) {
        Sample(String query, String body, String... path) {
            this(query, body, List.of(path));
        }
    }

    private static final Map<Operation, Sample> SAMPLES = Map.ofEntries(
            Map.entry(SessionOperations.CREATE, new Sample("", "{\"path\":\"/home/anna\",\"prompt\":\"Go\"}")),
            Map.entry(
                    SessionOperations.LIST,
                    new Sample(
                            "group=team&activity=working&activity=idle&tag=urgent&lifecycle=live&agent=claude-code",
                            "")),
            Map.entry(SessionOperations.GET, new Sample("", "", "calm-otter")),
            Map.entry(SessionOperations.CHANGE, new Sample("", "{\"title\":\"New\",\"tags\":[\"x\"]}", "calm-otter")),
            Map.entry(SessionOperations.REMOVE, new Sample("force=dirty&keepWorkspace=true", "", "calm-otter")),
            Map.entry(SessionOperations.INTERRUPT, new Sample("", "", "calm-otter")),
            Map.entry(SessionOperations.MODE, new Sample("", "{\"mode\":\"plan\",\"model\":\"opus\"}", "calm-otter")),
            Map.entry(SessionOperations.GOAL, new Sample("", "", "calm-otter")),
            Map.entry(
                    SessionOperations.SET_GOAL,
                    new Sample("", "{\"objective\":\"All tests pass\",\"tokenBudget\":100000}", "calm-otter")),
            Map.entry(SessionOperations.DROP_GOAL, new Sample("", "", "calm-otter")),
            Map.entry(SessionOperations.ESCAPE, new Sample("", "", "calm-otter")),
            Map.entry(SessionOperations.STOP, new Sample("", "{}", "calm-otter")),
            Map.entry(SessionOperations.START, new Sample("", "", "calm-otter")),
            Map.entry(SessionOperations.RESTART, new Sample("", "", "calm-otter")),
            Map.entry(SessionOperations.RESUME, new Sample("", "", "calm-otter")),
            Map.entry(SessionOperations.FORK, new Sample("", "", "calm-otter")),
            Map.entry(
                    SessionOperations.HANDOFF,
                    new Sample("", "{\"agent\":\"codex\",\"prompt\":\"Go on\"}", "calm-otter")),
            Map.entry(SessionOperations.WAIT, new Sample("for=message&message=MESSAGE&timeout=0", "", "calm-otter")),
            Map.entry(SessionOperations.EXPLAIN, new Sample("", "", "calm-otter")),
            Map.entry(SessionOperations.ATTACH, new Sample("", "", "calm-otter")),
            Map.entry(SessionOperations.GROUPS, new Sample("", "")),
            Map.entry(MessageOperations.SEND, new Sample("", "{\"text\":\"hi\",\"mode\":\"steer\"}", "calm-otter")),
            Map.entry(
                    MessageOperations.SEND_SHORT,
                    new Sample(
                            "", "{\"text\":\"hi\",\"key\":\"k\",\"expires\":\"2027-01-01T00:00:00Z\"}", "calm-otter")),
            Map.entry(MessageOperations.LIST, new Sample("after=0&limit=1", "", "calm-otter")),
            Map.entry(MessageOperations.GET, new Sample("", "", "calm-otter", MESSAGE)),
            Map.entry(MessageOperations.CANCEL, new Sample("", "", "calm-otter", MESSAGE)),
            Map.entry(RequestOperations.LIST, new Sample("", "")),
            Map.entry(RequestOperations.LIST_OF_SESSION, new Sample("", "", "calm-otter")),
            Map.entry(RequestOperations.GET, new Sample("", "", PERMISSION)),
            Map.entry(RequestOperations.APPROVE, new Sample("", "{\"scope\":\"session\"}", "calm-otter")),
            Map.entry(RequestOperations.REJECT, new Sample("", "{\"reason\":\"no\"}", "calm-otter")),
            Map.entry(RequestOperations.ANSWER, new Sample("", "{\"choice\":\"2\"}", "curious-owl")),
            Map.entry(RequestOperations.APPROVE_ONE, new Sample("", "", PERMISSION)),
            Map.entry(RequestOperations.REJECT_ONE, new Sample("", "", PERMISSION)),
            Map.entry(
                    RequestOperations.ANSWER_ONE, new Sample("", "{\"choices\":[[\"Red\",\"own words\"]]}", QUESTION)),
            Map.entry(WorkOperations.TRANSCRIPT, new Sample("before=9&limit=200&role=user", "", "calm-otter")),
            Map.entry(WorkOperations.LAST_MESSAGE, new Sample("n=3", "", "calm-otter")),
            Map.entry(WorkOperations.PANE, new Sample("lines=10&ansi=true", "", "calm-otter")),
            Map.entry(WorkOperations.SCREEN, new Sample("", "", "calm-otter")),
            Map.entry(WorkOperations.WORKSPACE, new Sample("", "", "calm-otter")),
            Map.entry(WorkOperations.DISK_USE, new Sample("", "", "calm-otter")),
            Map.entry(WorkOperations.RECLAIM, new Sample("", "{\"apply\":true,\"ignored\":false}")),
            Map.entry(WorkOperations.DIFF, new Sample("turn=2", "", "calm-otter")),
            Map.entry(WorkOperations.TURNS, new Sample("after=0&limit=2", "", "calm-otter")),
            Map.entry(WorkOperations.REWIND, new Sample("", "{\"turn\":2}", "calm-otter")),
            Map.entry(WorkOperations.RESCUES, new Sample("", "")),
            Map.entry(WorkOperations.RESCUE, new Sample("", "", "calm-otter-1")),
            Map.entry(WorkOperations.RESTORE, new Sample("", "{\"into\":\"/home/anna/again\"}", "calm-otter-1")),
            Map.entry(
                    UsageOperations.USAGE,
                    new Sample("by=turn&session=calm-otter&group=a&since=2026-11-01&until=2026-11-30", "")),
            Map.entry(
                    SearchOperations.SEARCH,
                    new Sample(
                            "text=flaky%20%22log%20in%22&agent=claude-code&session=calm-otter&group=team"
                                    + "&since=2026-11-20T10:00:00Z&role=assistant&limit=2",
                            "")),
            Map.entry(EventOperations.STREAM, new Sample("since=start&follow=false", "")),
            Map.entry(EventOperations.STREAM_OF_SESSION, new Sample("since=start&follow=false", "", "calm-otter")),
            Map.entry(TerminalOperations.WATCH, new Sample("viewer=me&columns=80&rows=24", "", "curious-owl")),
            Map.entry(
                    TerminalOperations.TYPE, new Sample("", "{\"viewer\":\"anna\",\"input\":\"eQ==\"}", "calm-otter")),
            Map.entry(AdoptOperations.PANES, new Sample("socket=%2Ftmp%2Ftmux-1000%2Fwork", "")),
            Map.entry(
                    AdoptOperations.ADOPT,
                    new Sample(
                            "",
                            "{\"socket\":\"/tmp/tmux-1000/work\",\"pane\":\"%5\",\"agent\":\"codex\",\"handle\":\"mine\",\"tags\":[\"x\"]}")),
            Map.entry(AgentOperations.LIST, new Sample("", "")),
            Map.entry(TrustOperations.SHOW, new Sample("path=%2Fhome%2Fanna%2Fapi", "")),
            Map.entry(
                    TrustOperations.TRUST,
                    new Sample("", "{\"path\":\"/home/anna/api\",\"hash\":\"" + "0".repeat(64) + "\"}")),
            Map.entry(AgentOperations.SHOW, new Sample("", "", "gemini")),
            Map.entry(DaemonOperations.HEALTH, new Sample("", "")),
            Map.entry(DaemonOperations.VERSION, new Sample("", "")),
            Map.entry(DaemonOperations.DOCTOR, new Sample("", "")),
            Map.entry(DaemonOperations.METRICS, new Sample("", "")),
            Map.entry(DaemonOperations.OPENAPI, new Sample("", "")),
            Map.entry(DaemonOperations.SHUT_DOWN, new Sample("", "")));

    private House house;
    private Map<String, String> ids;
    private SseClient look;

    @BeforeEach
    void furnish() throws IOException {
        house = new House();
        FakeFleet fleet = house.fleet;
        var otter = fleet.add("calm-otter", Activity.IDLE);
        var owl = fleet.add("curious-owl", Activity.WAITING_QUESTION);
        Request permission = fleet.ask(otter.id(), RequestKind.PERMISSION, List.of());
        Request question = fleet.ask(
                owl.id(),
                RequestKind.QUESTION,
                List.of(new Request.Ask(
                        "Colour",
                        "Which?",
                        List.of(new Request.Choice("Red", "warm"), new Request.Choice("Blue", "cold")),
                        true)));
        var message = fleet.send(
                new Caller(TenantId.DEFAULT, "test", Optional.empty()),
                otter.id(),
                new NewMessage(Optional.empty(), "hi", DeliveryMode.QUEUE, Optional.empty()));
        fleet.log.append(
                Optional.of(otter.id()), new EventData.SessionLifecycle(Lifecycle.STARTING, Lifecycle.LIVE, "ready"));
        fleet.viewOf("calm-otter").draws("ready");
        fleet.viewOf("curious-owl").draws("ready").ends("its program ended");
        look = SseClient.open(RawClient.unix(house.socket), "/v1/sessions/calm-otter/terminal?viewer=anna");
        look.event();
        ids = Map.of(
                MESSAGE,
                message.id().toString(),
                PERMISSION,
                permission.id().toString(),
                QUESTION,
                question.id().toString());
    }

    @AfterEach
    void leave() throws IOException {
        look.close();
        house.close();
    }

    @Test
    void noOperationIsLeftOut() {
        assertThat(SAMPLES.keySet()).containsExactlyInAnyOrderElementsOf(Operations.all());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersOverTheSocketAsItsSchemaSays(Operation operation) throws IOException {
        RawClient.Answer answer = ask(house.unix(), operation);

        assertThat(answer.status())
                .as(answer.text())
                .isEqualTo(operation.reply().status());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersOverTcpAsItsSchemaSays(Operation operation) throws IOException {
        RawClient.Answer answer = ask(house.tcp(), operation);

        int expected = operation.equals(DaemonOperations.SHUT_DOWN)
                ? 403
                : operation.reply().status();
        assertThat(answer.status()).as(answer.text()).isEqualTo(expected);
    }

    private RawClient.Answer ask(ApiClient client, Operation operation) throws IOException {
        Sample sample = SAMPLES.get(operation);
        String[] path = sample.path().stream().map(this::filled).toArray(String[]::new);
        return client.send(operation, filled(sample.query()), sample.body(), path);
    }

    private String filled(String text) {
        String full = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            full = full.replace(id.getKey(), id.getValue());
        }
        return full;
    }

    static List<Operation> operations() {
        return Operations.all();
    }
}
