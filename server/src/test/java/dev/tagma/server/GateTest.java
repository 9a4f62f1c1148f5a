package dev.tagma.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.Session;
import dev.tagma.core.status.Activity;
import dev.tagma.engine.Caller;
import dev.tagma.server.auth.TcpDoor;
import dev.tagma.server.auth.TokenHash;
import dev.tagma.wire.daemon.HealthJson;
import dev.tagma.wire.operation.DaemonOperations;
import dev.tagma.wire.operation.MessageOperations;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.Operations;
import dev.tagma.wire.operation.Parameter;
import dev.tagma.wire.operation.SessionOperations;
import dev.tagma.wire.problem.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GateTest {

    private static House house;
    private static Session otter;

    @BeforeAll
    static void furnish() throws IOException {
        house = new House();
        otter = house.fleet.add("calm-otter", Activity.IDLE);
    }

    @AfterAll
    static void leave() throws IOException {
        house.close();
    }

    static List<Operation> guarded() {
        return Operations.all().stream()
                .filter(operation -> !operation.equals(DaemonOperations.HEALTH))
                .toList();
    }

    private static String[] examples(Operation operation) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.place() == Parameter.Place.PATH)
                .map(Parameter::example)
                .toArray(String[]::new);
    }

    private static ErrorCode code(RawClient.Answer answer) {
        return ApiClient.problem(answer).code();
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void nothingButHealthIsForStrangers(Operation operation) throws IOException {
        RawClient.Answer none = house.tcp().without("Authorization").ask(operation, "", examples(operation));
        RawClient.Answer wrong =
                house.tcp().with("Authorization", "Bearer wrong").ask(operation, "", examples(operation));

        assertThat(code(none)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(none.header("WWW-Authenticate")).contains("Bearer realm=\"tagma\"");
        assertThat(code(wrong)).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic eDp5", "correct horse battery staple", "Bearer correct"})
    void whatIsNotTheTokenIsRefused(String header) throws IOException {
        RawClient.Answer answer = house.tcp().with("Authorization", header).ask(SessionOperations.LIST, "");

        assertThat(code(answer)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(answer.text()).doesNotContain("correct");
    }

    @Test
    void theSchemeMayBeWrittenInAnyCase() throws IOException {
        assertThat(house.tcp()
                        .with("Authorization", "bearer " + House.TOKEN)
                        .ask(SessionOperations.LIST, "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aStrangerLearnsOnlyTheStatusWord() throws IOException {
        HealthJson stranger =
                ApiClient.read(house.tcp().without("Authorization").ask(DaemonOperations.HEALTH, ""), HealthJson.class);
        HealthJson known = ApiClient.read(house.tcp().ask(DaemonOperations.HEALTH, ""), HealthJson.class);

        assertThat(stranger)
                .isEqualTo(
                        new HealthJson("ok", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(known.pid()).contains(ProcessHandle.current().pid());
        assertThat(known.sessions()).contains(1);
    }

    @Test
    void toAStrangerWhatDoesNotExistLooksLikeWhatIsNotForHim() throws IOException {
        ApiClient stranger = house.tcp().without("Authorization");

        assertThat(stranger.exchange("GET", "/v1/nothing", "").status()).isEqualTo(401);
        assertThat(stranger.exchange("PUT", "/v1/sessions", "").status()).isEqualTo(401);
        assertThat(stranger.exchange("GET", "/v1/sessions/calm-otter", "").status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:80",
                "127.0.0.1.evil.example",
                "localhost.evil.example:1",
                "0.0.0.0"
            })
    void aNameThatWasResolvedHereByAForeignPageIsRefused(String host) throws IOException {
        RawClient.Answer answer = house.tcp().with("Host", host).ask(DaemonOperations.HEALTH, "");

        assertThat(code(answer)).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1234", "127.0.0.1", "[::1]:80", "[::1]"})
    void theNamesOfThisMachineAreKnown(String host) throws IOException {
        assertThat(house.tcp()
                        .with("Host", host)
                        .ask(DaemonOperations.HEALTH, "")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "http://localhost:1",
                "http://localhost",
                "https://127.0.0.1.evil.example",
                "file://",
                "x y"
            })
    void aForeignPageMayNotUseTheDoor(String origin) throws IOException {
        RawClient.Answer answer = house.tcp().with("Origin", origin).ask(SessionOperations.LIST, "");

        assertThat(code(answer)).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void ourOwnPagesMayUseTheDoor() throws IOException {
        assertThat(house.tcp()
                        .with("Origin", "http://localhost:" + house.port())
                        .with("Sec-Fetch-Site", "same-origin")
                        .ask(SessionOperations.LIST, "")
                        .status())
                .isEqualTo(200);
        assertThat(code(house.tcp().with("Sec-Fetch-Site", "cross-site").ask(SessionOperations.LIST, "")))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(code(house.tcp().with("Sec-Fetch-Site", "same-site").ask(SessionOperations.LIST, "")))
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void aBrowserIsNotToldThatItMayAskFromElsewhere() throws IOException {
        RawClient.Answer answer = house.tcp()
                .without("Authorization")
                .with("Origin", "http://evil.example")
                .exchange("OPTIONS", "/v1/sessions", "");

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void anOrdinaryClientGetsAlong() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + house.port() + "/v1/sessions"))
                    .header("Authorization", "Bearer " + House.TOKEN)
                    .build();

            assertThat(client.send(request, BodyHandlers.ofString()).body()).contains("calm-otter");
        }
    }

    @Test
    void whoSpeaksIsNamedForTheRecord() throws IOException {
        send(house.unix());
        assertThat(lastCaller().name()).isEqualTo("socket");
        send(house.tcp());
        assertThat(lastCaller().name()).isEqualTo("http");
        send(house.unix().with("X-Tagma-Client", "cli:anna"));
        assertThat(lastCaller().name()).isEqualTo("cli:anna");
        assertThat(lastCaller().actingAs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"calm-otter", "calm"})
    void aCallFromWithinASessionActsAsThatSession(String name) throws IOException {
        send(house.unix().with("X-Tagma-Session", name).with("X-Tagma-Client", "cli:anna"));

        assertThat(lastCaller().actingAs()).contains(otter.id());
        assertThat(lastCaller().name()).isEqualTo("session:calm-otter");
    }

    @Test
    void aSessionThatIsUnknownIsNobody() throws IOException {
        RawClient.Answer answer = house.unix().with("X-Tagma-Session", "gone").ask(SessionOperations.LIST, "");

        assertThat(code(answer)).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(answer.text()).contains("unset TAGMA_SESSION");
    }

    @Test
    void aSessionMayNotStopTheDaemon() throws IOException {
        RawClient.Answer answer =
                house.unix().with("X-Tagma-Session", "calm-otter").ask(DaemonOperations.SHUT_DOWN, "");

        assertThat(code(answer)).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(house.shutdown.getCount()).isEqualTo(1);
    }

    @Test
    void aNameThatForgesTheRecordIsRefused() throws IOException {
        RawClient.Answer answer =
                house.unix().with("X-Tagma-Client", "cli:anna rule:x").ask(SessionOperations.LIST, "");

        assertThat(code(answer)).isEqualTo(ErrorCode.INVALID);
    }

    @Test
    void theDoorDoesNotOpenToOtherMachinesInTheClear() throws IOException {
        InetSocketAddress everywhere = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 8080);
        TokenHash token = TokenHash.of("x");

        assertThatThrownBy(() -> new TcpDoor(everywhere, token, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use 127.0.0.1, or put a proxy");
        assertThatThrownBy(() -> new TcpDoor(InetSocketAddress.createUnresolved("nowhere.invalid", 1), token, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere.invalid");
        assertThat(new TcpDoor(everywhere, token, Set.of("Tagma.Example")).proxyHosts())
                .containsExactly("tagma.example");
        assertThat(token).hasToString("TokenHash");
    }

    private static Caller lastCaller() {
        return house.fleet.callers.getLast();
    }

    private static void send(ApiClient client) throws IOException {
        assertThat(client.send(MessageOperations.SEND, "", "{\"text\":\"hi\"}", "calm-otter")
                        .status())
                .isEqualTo(202);
    }
}
