package dev.tagma.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.status.Activity;
import dev.tagma.spi.store.StoreException;
import dev.tagma.wire.json.Form;
import dev.tagma.wire.operation.DaemonOperations;
import dev.tagma.wire.operation.MessageOperations;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.Operations;
import dev.tagma.wire.operation.Parameter;
import dev.tagma.wire.operation.SessionOperations;
import dev.tagma.wire.operation.WorkOperations;
import dev.tagma.wire.problem.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people, scripts and attackers send: each route tells what is wrong, in the one form, and never fails itself. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileInputTest {

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

    static List<Operation> operations() {
        return Operations.all();
    }

    static List<Operation> withBody() {
        return Operations.all().stream()
                .filter(operation -> operation.request().isPresent())
                .toList();
    }

    static List<Operation> withPath() {
        return Operations.all().stream()
                .filter(operation -> operation.path().contains("{"))
                .toList();
    }

    private static String[] values(Operation operation, String value) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.place() == Parameter.Place.PATH)
                .map(parameter ->
                        parameter.name().equals("id") && !value.isEmpty() ? value : pathValue(parameter, value))
                .toArray(String[]::new);
    }

    private static String pathValue(Parameter parameter, String value) {
        return value.isEmpty() ? parameter.example() : value;
    }

    private static RawClient.Answer ask(Operation operation, String query, String body, String pathValue)
            throws IOException {
        return house.unix().send(operation, query, body, values(operation, pathValue));
    }

    private static void refused(RawClient.Answer answer, ErrorCode code) {
        assertThat(ApiClient.problem(answer).code()).as(answer.text()).isEqualTo(code);
        assertThat(ApiClient.problem(answer).detail()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anUnknownParameterIsRefusedByName(Operation operation) throws IOException {
        RawClient.Answer answer = ask(operation, "surprise%0d%0aX-Evil:1=1", "", "");

        refused(answer, ErrorCode.INVALID);
        assertThat(ApiClient.problem(answer).detail()).contains("surprise\\u000d\\u000aX-Evil");
        assertThat(answer.header("X-Evil")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyParameterRefusesWhatItCannotBe(Operation operation) throws IOException {
        for (Parameter parameter : operation.parameters()) {
            if (parameter.place() == Parameter.Place.QUERY && !(parameter.form() instanceof Form.Text)) {
                for (String wrong :
                        List.of("", "-1", "abc", "99999999999999999999", "1.5", "%00", "TRUE", "..%2f..", "٣")) {
                    RawClient.Answer answer = ask(operation, parameter.name() + "=" + encodedDigit(wrong), "", "");

                    refused(answer, ErrorCode.INVALID);
                    assertThat(ApiClient.problem(answer).detail()).contains("'" + parameter.name() + "'");
                }
                if (!parameter.several()) {
                    String twice = parameter.name() + "=" + parameter.example();
                    refused(ask(operation, twice + "&" + twice, "", ""), ErrorCode.INVALID);
                }
            }
        }
    }

    private static String encodedDigit(String wrong) {
        return wrong.startsWith("%") || wrong.contains("%2f") ? wrong : Operation.encoded(wrong);
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void aBodyThatIsNotWhatItMustBeIsRefused(Operation operation) throws IOException {
        List<String> bodies = new ArrayList<>(List.of(
                "nonsense",
                "[]",
                "\"text\"",
                "{",
                "{}{}",
                "null",
                "{\"surprise\":1}",
                "{\"a\":1,\"a\":2}",
                "[".repeat(10_000),
                "{\"a\":".repeat(2000) + "1" + "}".repeat(2000),
                "{\"request\":1e999999999,\"turn\":1e999999999,\"text\":1e999999999,\"path\":1e999999999,\"into\":1,\"title\":1}",
                "\ufeff{}"));
        for (String body : bodies) {
            refused(ask(operation, "", body, ""), ErrorCode.INVALID);
        }
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void everyFieldRefusesValuesOfOtherTypes(Operation operation) throws IOException {
        for (var component : operation.request().orElseThrow().getRecordComponents()) {
            Form form = Form.of(component.getGenericType());
            Form inner = form instanceof Form.Maybe(Form present) ? present : form;
            String wrong = inner instanceof Form.Text || inner instanceof Form.ListOf ? "{\"x\":[1]}" : "[[1]]";
            RawClient.Answer answer = ask(operation, "", "{\"" + component.getName() + "\":" + wrong + "}", "");

            refused(answer, ErrorCode.INVALID);
            boolean another = ApiClient.problem(answer).detail().endsWith("is missing")
                    || ApiClient.problem(answer).detail().startsWith("Give either");
            assertThat(another || ApiClient.problem(answer).detail().contains("'" + component.getName()))
                    .as(answer.text())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anEmptyBodyIsRefusedWhereOneIsNeededAndABodyWhereNoneIs(Operation operation) throws IOException {
        if (operation.bodyRequired()) {
            refused(ask(operation, "", "", ""), ErrorCode.INVALID);
        }
        if (operation.request().isEmpty()) {
            refused(ask(operation, "", "{\"x\":1}", ""), ErrorCode.INVALID);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aBodyBeyondTheLimitIsRefused(Operation operation) throws IOException {
        refused(ask(operation, "", "{\"text\":\"" + "x".repeat(2 << 20) + "\"}", ""), ErrorCode.TOO_LARGE);
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void aBodyOfAnotherTypeIsRefused(Operation operation) throws IOException {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonx", "")) {
            RawClient.Answer answer = house.unix()
                    .with("Content-Type", type)
                    .send(operation, "", "{\"text\":\"hi\"}", values(operation, ""));

            refused(answer, ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    @ParameterizedTest
    @MethodSource("withPath")
    void strangeNamesInThePathAreNotFoundAndGoNowhereElse(Operation operation) throws IOException {
        for (String name : List.of(
                "nobody",
                "..",
                ".",
                "../../etc/passwd",
                "..\\..\\x",
                "a/b",
                "%2e%2e",
                "a;b=c",
                "*",
                " ",
                "\u0000",
                "\r\nX-Evil: 1",
                "日本",
                "x".repeat(5000),
                "00000000-0000-0000-0000-000000000000")) {
            RawClient.Answer answer = ask(operation, "", bodyFor(operation), name);

            assertThat(ApiClient.problem(answer).status())
                    .as(name + ": " + answer.text())
                    .isIn(400, 404, 414);
            assertThat(answer.header("X-Evil")).isEmpty();
        }
    }

    private static String bodyFor(Operation operation) {
        if (!operation.bodyRequired()) {
            return "";
        }
        return switch (operation.id()) {
            case "changeSession", "handOffSession", "setSessionMode", "setSessionGoal" -> "{}";
            case "rewindSession" -> "{\"turn\":1}";
            case "restoreRescue" -> "{\"into\":\"/x\"}";
            case "answer", "answerRequest" -> "{\"choice\":\"x\"}";
            case "useTerminal" -> "{\"viewer\":\"x\"}";
            case "sendMessage", "send" -> "{\"text\":\"hi\"}";
            default -> throw new IllegalArgumentException(operation.id());
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/sessions/..%2f..%2fetc", "/v1/sessions/%2e%2e/requests", "/v1/sessions/calm-otter%00"})
    void encodedStepsInThePathStayWhereTheyAre(String target) throws IOException {
        RawClient.Answer answer = house.unix().exchange("GET", target, "");

        assertThat(answer.status()).as(answer.text()).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/sessions/../requests",
                "/v1//sessions",
                "/v1/sessions/",
                "//v1/sessions",
                "/V1/sessions",
                "/v1/sessions;x=1",
                "/",
                "/v1",
                "/favicon.ico",
                "/v1/sessions/calm-otter/unknown"
            })
    void nothingIsFoundByAnotherSpellingOfAPath(String target) throws IOException {
        RawClient.Answer answer = house.unix().exchange("GET", target, "");

        assertThat(answer.status()).as(answer.text()).isIn(404, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%2", "%zz", "%ff", "%c0%af", "%u0041"})
    void aMalformedPathOrQueryIsRefused(String part) throws IOException {
        assertThat(house.unix().exchange("GET", "/v1/sessions/" + part, "").status())
                .isEqualTo(400);
        assertThat(house.unix().exchange("GET", "/v1/sessions?tag=" + part, "").status())
                .isEqualTo(400);
    }

    @Test
    void aRoleThatNobodyHasIsRefusedByName() throws IOException {
        RawClient.Answer answer = ask(WorkOperations.TRANSCRIPT, "role=robot", "", "calm-otter");

        refused(answer, ErrorCode.INVALID);
        assertThat(answer.text()).contains("robot", "user, assistant, tool, system");
    }

    @Test
    void aBodyThatIsNotUtf8IsRefusedInsteadOfBeingChanged() throws IOException {
        try (RawClient client = RawClient.unix(house.socket)) {
            client.begin(
                    "POST", "/v1/sessions/calm-otter/send", "Content-Type: application/json", "Content-Length: 14");
            client.write("{\"text\":\"");
            client.write(new byte[] {(byte) 0xC3, (byte) 0x28, '"', '}', ' '});
            RawClient.Answer answer = client.answer(true);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("not UTF-8");
        }
    }

    @Test
    void aChunkedBodyWithoutEndIsCutOffAtTheLimit() throws IOException {
        try (House impatient = new House(new FakeFleet(), Duration.ofSeconds(15), Duration.ofSeconds(1));
                RawClient client = RawClient.unix(impatient.socket)) {
            client.begin("POST", "/v1/sessions", "Content-Type: application/json", "Transfer-Encoding: chunked");
            byte[] chunk =
                    ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            for (int i = 0; i < 33; i++) {
                client.write(chunk);
            }
            RawClient.Answer answer = client.answer(true);

            assertThat(answer.status()).isEqualTo(413);
            assertThat(ApiClient.problem(answer).code()).isEqualTo(ErrorCode.TOO_LARGE);
        }
    }

    @Test
    void aMessageOfAMegabyteIsAccepted() throws IOException {
        String text = "é\\n\\\"日".repeat(120_000);
        RawClient.Answer answer =
                house.unix().send(MessageOperations.SEND, "", "{\"text\":\"" + text + "\"}", "calm-otter");

        assertThat(answer.status())
                .as(answer.header("Content-Length").orElse(""))
                .isEqualTo(202);
    }

    @Test
    void headersCannotBeSmuggledThroughWhatIsGivenBack() throws IOException {
        RawClient.Answer answer = house.unix()
                .with("X-Request-Id", "a b\u0001<script>")
                .with("X-Tagma-Client", "cli:anna")
                .send(SessionOperations.GET, "", "", "calm-otter\r\nSet-Cookie: x=1");

        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.header("X-Request-Id").orElseThrow()).doesNotContain("<");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\r\n\r\n",
                "GET /v1/health\r\n\r\n",
                "GET /v1/health HTTP/9.9\r\n\r\n",
                "GET /v1/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /v1/health HTTP/1.1\r\n\r\n",
                "GET /v1/health HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
                "GET /v1/health HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "GET /v1/health HTTP/1.1\r\nHost: a\r\n Folded: x\r\n\r\n",
                "POST /v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n"
            })
    void whatIsNotHttpIsRefusedAndHarmsNobody(String bytes) throws IOException {
        try (RawClient client = RawClient.unix(house.socket)) {
            client.write(bytes);
            RawClient.Answer answer = client.answer(true);
            assertThat(answer.status()).as(bytes).isBetween(400, 505);
            assertThat(answer.header("Server")).isEmpty();
        } catch (java.io.EOFException closedWithoutAWord) {
            assertThat(closedWithoutAWord).isNotNull();
        }

        assertThat(house.unix().ask(DaemonOperations.HEALTH, "").status()).isEqualTo(200);
    }

    @Test
    void headersBeyondMeasureAreRefused() throws IOException {
        RawClient.Answer answer =
                house.unix().with("X-Long", "x".repeat(100_000)).exchange("GET", "/v1/health", "");

        assertThat(answer.status()).isEqualTo(431);
        assertThat(ApiClient.problem(answer).code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void pathsMustBeAbsoluteBecauseTheDaemonStandsElsewhere() throws IOException {
        for (String path : List.of("relative", "", "~", "./x", "\\u0000")) {
            RawClient.Answer create = house.unix().send(SessionOperations.CREATE, "", "{\"path\":\"" + path + "\"}");
            refused(create, ErrorCode.INVALID);
            assertThat(create.text()).contains("'path'");
            RawClient.Answer restore =
                    house.unix().send(WorkOperations.RESTORE, "", "{\"into\":\"" + path + "\"}", "calm-otter-1");
            refused(restore, ErrorCode.INVALID);
        }
        house.unix().send(SessionOperations.CREATE, "", "{\"path\":\"/home/anna/../anna/./api\"}");
        assertThat(house.fleet.wanted.getLast().place()).hasToString("/home/anna/api");
    }

    @Test
    void aCallThatFailsInsideTellsNothingOfTheInside() throws IOException {
        house.fleet.breakdown = Optional.of(new IllegalStateException("secret password"));
        RawClient.Answer answer = house.unix().ask(SessionOperations.LIST, "");
        house.fleet.breakdown = Optional.empty();

        refused(answer, ErrorCode.INTERNAL);
        assertThat(answer.text())
                .doesNotContain("secret")
                .contains(answer.header("X-Request-Id").orElseThrow());
    }

    @Test
    void aStoreThatFailsSaysWhichFileAndWhatToDo() throws IOException {
        house.fleet.breakdown = Optional.of(new StoreException(
                "The disk that holds /x/tagma.db is full. Free space there.", new IOException("no")));
        RawClient.Answer answer = house.unix().ask(SessionOperations.LIST, "");
        house.fleet.breakdown = Optional.empty();

        refused(answer, ErrorCode.UNAVAILABLE);
        assertThat(answer.text()).contains("/x/tagma.db is full. Free space there.");
    }
}
