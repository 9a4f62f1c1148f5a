package dev.tagma.adapters.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MessagesTest {

    private final JsonMapper mapper = JsonMapper.shared();
    private final Messages messages = new Messages(mapper);

    @Test
    void callsNoticesAndAnswersAreToldApart() {
        assertThat(messages.read("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"m\",\"params\":{\"a\":1}}"))
                .isEqualTo(new Incoming.Call(number(0), "m", json("{\"a\":1}")));
        assertThat(messages.read("{\"method\":\"m\",\"params\":[]}")).isEqualTo(new Incoming.Notice("m", json("[]")));
        assertThat(messages.read("{\"id\":\"x\",\"result\":null}"))
                .isEqualTo(new Incoming.Result(json("\"x\""), json("null")));
        assertThat(messages.read("{\"id\":3,\"error\":{\"code\":-32000,\"message\":\"no\"}}"))
                .isEqualTo(new Incoming.Failure(number(3), -32000, "no"));
    }

    @Test
    void whatAnErrorsDataAddsIsTold() {
        assertThat(messages.read(
                        "{\"id\":3,\"error\":{\"code\":1,\"message\":\"no\",\"data\":{\"details\":\"quota\"}}}"))
                .isEqualTo(new Incoming.Failure(number(3), 1, "no: quota"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1]",
                "12",
                "{\"id\":1}",
                "{\"id\":{},\"result\":1}",
                "{\"id\":1,\"error\":\"x\"}",
                "\u0000"
            })
    void whatIsNoMessageIsMalformed(String line) {
        assertThat(messages.read(line)).isInstanceOf(Incoming.Malformed.class);
    }

    @Property(tries = 300)
    void nothingThatIsReadThrows(@ForAll String line) {
        assertThat(messages.read(line)).isNotNull();
    }

    @Property(tries = 100)
    void whatIsWrittenIsOneLineAndReadBack(@ForAll String text, @ForAll long id) {
        JsonNode params = mapper.createObjectNode().put("text", text);

        String line = messages.call(id, "m", params);

        assertThat(line).doesNotContain("\n", "\r");
        assertThat(messages.read(line)).isInstanceOfSatisfying(Incoming.Call.class, call -> {
            assertThat(call.id().asLong()).isEqualTo(id);
            assertThat(call.params()).isEqualTo(params);
        });
    }

    private JsonNode number(int value) {
        return json(Integer.toString(value));
    }

    private JsonNode json(String text) {
        return mapper.readTree(text);
    }
}
