package dev.tagma.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.status.Activity;
import dev.tagma.wire.operation.Operations;
import dev.tagma.wire.operation.SessionOperations;
import dev.tagma.wire.problem.ErrorCode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP itself asks of a server. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpTest {

    private static House house;

    @BeforeAll
    static void furnish() throws IOException {
        house = new House();
        house.fleet.add("calm-otter", Activity.IDLE);
    }

    @AfterAll
    static void leave() throws IOException {
        house.close();
    }

    /** Every path with its parameters filled in by something. */
    static List<String> paths() {
        return Operations.all().stream()
                .map(operation -> operation.path().replaceAll("\\{\\w+}", "x"))
                .distinct()
                .toList();
    }

    private static String methodsOf(String path) {
        String methods = Operations.all().stream()
                .filter(operation ->
                        operation.path().replaceAll("\\{\\w+}", "x").equals(path))
                .map(operation -> operation.method().name())
                .sorted()
                .collect(Collectors.joining(", "));
        return methods;
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aMethodThatAPathDoesNotTakeIsRefusedWithThoseItTakes(String path) throws IOException {
        for (String method : List.of("PUT", "TRACE")) {
            RawClient.Answer answer = house.unix().exchange(method, path, "");

            assertThat(ApiClient.problem(answer).code()).as(answer.text()).isEqualTo(ErrorCode.METHOD_NOT_ALLOWED);
            for (String allowed : methodsOf(path).split(", ", -1)) {
                assertThat(answer.header("Allow").orElseThrow()).contains(allowed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void optionsTellWhatAPathTakes(String path) throws IOException {
        RawClient.Answer answer = house.unix().exchange("OPTIONS", path, "");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow").orElseThrow())
                .contains("OPTIONS")
                .contains(methodsOf(path).split(",", -1)[0]);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO", "PROPFIND", "get"})
    void aMethodThatNobodyKnowsIsRefused(String method) throws IOException {
        RawClient.Answer answer = house.unix().exchange(method, "/v1/sessions", "");

        assertThat(answer.status()).isIn(405, 501);
        assertThat(ApiClient.problem(answer).code()).isEqualTo(ErrorCode.METHOD_NOT_ALLOWED);
    }

    @Test
    void optionsOfNothingAreNotFound() throws IOException {
        assertThat(house.unix().exchange("OPTIONS", "/v1/nothing", "").status()).isEqualTo(404);
    }

    @Test
    void theHeadIsThatOfTheWhole() throws IOException {
        RawClient.Answer whole = house.unix().exchange("GET", "/v1/sessions/calm-otter", "");
        RawClient.Answer head = house.unix().exchange("HEAD", "/v1/sessions/calm-otter", "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(whole.header("Content-Length"));
        assertThat(head.header("Content-Type")).contains("application/json");
        assertThat(house.unix().exchange("HEAD", "/v1/sessions/nobody", "").status())
                .isEqualTo(404);
    }

    @Test
    void aRequestKeepsTheNameItCameWithOrGetsOne() throws IOException {
        RawClient.Answer named = house.unix().with("X-Request-Id", "my-1").ask(SessionOperations.LIST, "");
        RawClient.Answer one = house.unix().ask(SessionOperations.LIST, "");
        RawClient.Answer two = house.unix().ask(SessionOperations.LIST, "");

        assertThat(named.header("X-Request-Id")).contains("my-1");
        assertThat(one.header("X-Request-Id")).isNotEqualTo(two.header("X-Request-Id"));
    }

    @Test
    void oneConnectionServesManyRequests() throws IOException {
        try (RawClient client = RawClient.unix(house.socket)) {
            for (int i = 0; i < 50; i++) {
                client.begin("GET", i % 5 == 0 ? "/v1/nothing" : "/v1/sessions");

                assertThat(client.answer(true).status()).isEqualTo(i % 5 == 0 ? 404 : 200);
            }
        }
    }

    @Test
    void manyConnectionsAtOnceAreServed() throws IOException {
        List<RawClient> clients = new java.util.ArrayList<>();
        for (int i = 0; i < 200; i++) {
            RawClient client = i % 2 == 0 ? RawClient.unix(house.socket) : RawClient.tcp(house.port());
            clients.add(client);
            client.begin("GET", "/v1/sessions/calm-otter", "Authorization: Bearer " + House.TOKEN);
        }
        for (RawClient client : clients) {
            assertThat(client.answer(true).status()).isEqualTo(200);
            client.close();
        }
    }
}
