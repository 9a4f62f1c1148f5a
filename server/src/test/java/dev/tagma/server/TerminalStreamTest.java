package dev.tagma.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.status.Activity;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.json.Json.JsonString;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.operation.TerminalOperations;
import dev.tagma.wire.problem.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TerminalStreamTest {

    private static final String TERMINAL = "/v1/sessions/calm-otter/terminal";

    private House house;
    private FakeView view;

    @BeforeEach
    void furnish() throws IOException {
        house = new House(new FakeFleet(), Duration.ofMillis(200), Duration.ofSeconds(90));
        house.fleet.add("calm-otter", Activity.IDLE);
        view = house.fleet.viewOf("calm-otter");
    }

    @AfterEach
    void leave() throws IOException {
        house.close();
    }

    private SseClient look(String viewer) throws IOException {
        return SseClient.open(RawClient.unix(house.socket), TERMINAL + "?viewer=" + viewer + "&columns=100&rows=30");
    }

    private static String field(SseClient.Frame frame, String name) {
        var value = ((JsonObject) JsonText.parse(frame.data().orElseThrow())).member(name);
        return value.map(found -> ((JsonString) found).value()).orElseThrow();
    }

    private static String drawn(SseClient.Frame frame) {
        assertThat(frame.event()).contains("draw");
        return new String(Base64.getDecoder().decode(field(frame, "draw")), StandardCharsets.UTF_8);
    }

    private RawClient.Answer use(String body) throws IOException {
        return house.unix().send(TerminalOperations.TYPE, "", body, "calm-otter");
    }

    private static String typed(String viewer, String input) {
        return "{\"viewer\":\"" + viewer + "\",\"input\":\""
                + Base64.getEncoder().encodeToString(input.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    @Test
    void whatIsDrawnIsSentUntilTheTerminalEnds() throws IOException {
        try (SseClient stream = look("anna")) {
            view.draws("\u001b[2J✳ one");
            assertThat(drawn(stream.event())).isEqualTo("\u001b[2J✳ one");

            view.draws("two").ends("its program ended");
            assertThat(drawn(stream.event())).isEqualTo("two");
            SseClient.Frame last = stream.event();

            assertThat(last.event()).contains("ended");
            assertThat(field(last, "ended")).isEqualTo("its program ended");
            assertThat(stream.rest()).isEmpty();
        }
        assertThat(house.fleet.asked).contains("view calm-otter 100x30");
    }

    @Test
    void aQuietTerminalShowsThatTheStreamLives() throws IOException {
        try (SseClient stream = look("anna")) {
            assertThat(stream.frame().comments()).isNotEmpty();
        }
    }

    @Test
    void whoLooksTypesAndChangesTheSizeAndLeaves() throws Exception {
        try (SseClient stream = look("anna")) {
            view.draws("ready");
            stream.event();

            assertThat(use(typed("anna", "ü\u0003")).status()).isEqualTo(200);
            use("{\"viewer\":\"anna\",\"columns\":132,\"rows\":50}");
            use("{\"viewer\":\"anna\",\"leave\":true}");

            assertThat(view.done).containsExactly("types ü\u0003", "is 132x50");
            assertThat(view.closed.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(field(stream.event(), "ended")).isEqualTo("nobody looks any more");
        }
    }

    @Test
    void whoGoesAwayIsNoticed() throws Exception {
        SseClient stream = look("anna");
        view.draws("ready");
        stream.event();

        stream.close();

        assertThat(view.closed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void nobodyTypesWithoutLooking() throws IOException {
        RawClient.Answer refused = use(typed("mallory", "rm -rf ~\r"));

        assertThat(ApiClient.problem(refused).code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(refused.text()).contains("mallory");
        assertThat(view.done).isEmpty();
    }

    @Test
    void oneNameIsOneLook() throws IOException {
        try (SseClient stream = look("anna")) {
            view.draws("ready");
            stream.event();

            RawClient.Answer refused = house.unix().ask(TerminalOperations.WATCH, "viewer=anna", "calm-otter");

            assertThat(ApiClient.problem(refused).code()).isEqualTo(ErrorCode.CONFLICT);
            assertThat(view.closed.getCount()).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"viewer\":\"anna\",\"input\":\"***\"} | not Base64",
                "{\"viewer\":\"anna\",\"columns\":80} | go together",
                "{\"viewer\":\"anna\",\"columns\":1,\"rows\":1} | from 2 to 500",
                "{\"viewer\":\"anna\",\"columns\":99999999999,\"rows\":24} | from 2 to 500",
                "{\"viewer\":\"a b\"} | letters, digits",
                "{\"input\":\"\"} | viewer"
            })
    void whatMakesNoSenseIsRefused(String body, String reason) throws IOException {
        try (SseClient stream = look("anna")) {
            view.draws("ready");
            stream.event();

            RawClient.Answer refused = use(body);

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).contains(reason);
            assertThat(view.done).isEmpty();
        }
    }

    @Test
    void aSessionHasNoHandAtAnothersKeyboard() throws IOException {
        RawClient.Answer refused = house.unix()
                .with("X-Tagma-Session", "calm-otter")
                .send(TerminalOperations.TYPE, "", typed("anna", "y\r"), "calm-otter");

        assertThat(ApiClient.problem(refused).code()).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void theEndOfTheDaemonEndsTheStream() throws IOException {
        try (SseClient stream = look("anna")) {
            view.draws("ready");
            stream.event();

            house.close();

            assertThat(stream.rest()).isEmpty();
            assertThat(view.closed.getCount()).isZero();
        }
    }
}
