package dev.tagma.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One reply of each protocol, word for word: thinking, text and a tool call. Ids and times are left out of the
 * comparison.
 */
class ProtocolGoldenTest {

    private static final String SCRIPT = "TOKENS 7 9\nTHINK hm\nSAY hello there\nBASH echo hi";

    private final FakeModel model = FakeModel.start();
    private final Client client = new Client(model);

    @AfterEach
    void close() {
        model.close();
    }

    static Stream<Arguments> protocols() {
        return Stream.of(
                Arguments.of("anthropic", "/v1/messages", "/v1/messages", anthropic()),
                Arguments.of("responses", "/v1/responses", "/v1/responses", responses()),
                Arguments.of("chat", "/v1/chat/completions", "/v1/chat/completions", chat()),
                Arguments.of(
                        "gemini",
                        "/v1beta/models/fake-model:streamGenerateContent?alt=sse",
                        "/v1beta/models/fake-model:generateContent",
                        gemini()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("protocols")
    void streamsAsTheVendorDoes(String name, String streamPath, String wholePath, ObjectNode body) throws Exception {
        var response = client.post(streamPath, Json.with(body, "stream", true));

        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
        assertThat(withoutIds(response.body())).isEqualTo(golden(name + ".sse"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("protocols")
    void answersInOnePieceAsTheVendorDoes(String name, String streamPath, String wholePath, ObjectNode body)
            throws Exception {
        var response = client.post(wholePath, body);

        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(withoutIds(response.body())).isEqualTo(golden(name + ".json"));
    }

    private static String withoutIds(String text) {
        return text.replaceAll("_fake_[0-9a-f]{24}", "_fake_ID").replaceAll("(\"created(_at)?\" ?: ?)\\d+", "$1 0");
    }

    private static String golden(String name) throws IOException {
        try (var stream = ProtocolGoldenTest.class.getResourceAsStream("golden/" + name)) {
            assertThat(stream).as("golden file %s", name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ObjectNode anthropic() {
        var bash = Json.object("name", "Bash", "input_schema", commandSchema());
        return Json.object(
                "model", "fake-model",
                "messages", Json.array(Json.object("role", "user", "content", SCRIPT)),
                "tools", Json.array(bash));
    }

    private static ObjectNode responses() {
        var shell = Json.object("type", "function", "name", "shell_command", "parameters", commandSchema());
        return Json.object("model", "fake-model", "input", SCRIPT, "tools", Json.array(shell));
    }

    private static ObjectNode chat() {
        var bash = Json.object("name", "bash", "parameters", commandSchema());
        return Json.object(
                "model", "fake-model",
                "messages", Json.array(Json.object("role", "user", "content", SCRIPT)),
                "tools", Json.array(Json.object("type", "function", "function", bash)));
    }

    private static ObjectNode gemini() {
        var shell = Json.object("name", "run_shell_command", "parametersJsonSchema", commandSchema());
        return Json.object(
                "contents", Json.array(Json.object("role", "user", "parts", Json.array(Json.object("text", SCRIPT)))),
                "tools", Json.array(Json.object("functionDeclarations", Json.array(shell))));
    }

    private static JsonNode commandSchema() {
        var command = Json.object("command", Json.object("type", "string"));
        return Json.object("type", "object", "properties", command, "required", Json.array("command"));
    }
}
