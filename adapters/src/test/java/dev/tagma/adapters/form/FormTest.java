package dev.tagma.adapters.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private static final JsonNode ALL = asked("""
            {"type": "object", "required": ["port", "tags"], "properties": {
              "name": {"type": "string", "title": "Name", "description": "how to call it"},
              "size": {"type": "string", "oneOf": [{"const": "s", "title": "Small"}, {"const": "l", "title": "Large"}]},
              "port": {"type": "integer"},
              "ratio": {"type": "number"},
              "sure": {"type": "boolean"},
              "tags": {"type": "array", "items": {"type": "string", "enum": ["a", "b", "c"]}}}}""");

    @Test
    void eachFieldIsAQuestion() {
        List<Request.Ask> questions = Form.questions(ALL);

        assertThat(questions)
                .extracting(Request.Ask::header)
                .containsExactly("Name", "size", "port", "ratio", "sure", "tags");
        assertThat(questions.getFirst().text()).isEqualTo("Please say (Name: how to call it) (may be left empty)");
        assertThat(questions.get(1).choices()).extracting(Request.Choice::label).containsExactly("Small", "Large");
        assertThat(questions.get(4).choices()).extracting(Request.Choice::label).containsExactly("Yes", "No");
        assertThat(questions).extracting(Request.Ask::several).containsExactly(false, false, false, false, false, true);
    }

    @Test
    void answersAreWhatTheSchemaWants() {
        assertThat(fill(
                        ALL,
                        List.of(
                                List.of("otter"),
                                List.of("Large"),
                                List.of("80"),
                                List.of("0.5"),
                                List.of("no"),
                                List.of("a", "C"))))
                .isEqualTo("{\"action\":\"accept\",\"content\":{\"name\":\"otter\",\"size\":\"l\",\"port\":80,"
                        + "\"ratio\":0.5,\"sure\":false,\"tags\":[\"a\",\"c\"]}}");
    }

    @Test
    void whatMayBeLeftEmptyIsLeftOut() {
        assertThat(fill(ALL, List.of(List.of(""), List.of(" "), List.of("80"), List.of(), List.of(""), List.of("b"))))
                .isEqualTo("{\"action\":\"accept\",\"content\":{\"port\":80,\"tags\":[\"b\"]}}");
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertThat(fill(ALL, List.of(List.of(), List.of(), List.of("many"), List.of(), List.of(), List.of("a"))))
                .isEqualTo("'port' is a number, not 'many'");
        assertThat(fill(ALL, List.of(List.of(), List.of(), List.of(), List.of(), List.of(), List.of("a"))))
                .isEqualTo("'port' is missing");
        assertThat(fill(ALL, List.of(List.of(), List.of(), List.of("1"), List.of(), List.of(), List.of("z"))))
                .isEqualTo("'tags' is one of 'a', 'b', 'c', not 'z'");
    }

    @Test
    void ownWordsGoIntoTheFieldBesideTheChoices() {
        JsonNode asked = asked("""
                {"type": "object", "properties": {
                  "question_0": {"type": "string", "title": "Colour", "oneOf": [{"const": "Red"}, {"const": "Blue"}]},
                  "question_0_custom": {"type": "string", "title": "Other", "description": "your own answer"}}}""");

        assertThat(Form.questions(asked)).singleElement().satisfies(question -> {
            assertThat(question.header()).isEqualTo("Colour");
            assertThat(question.text()).isEqualTo("Please say");
        });
        assertThat(fill(asked, List.of(List.of("Blue"))))
                .isEqualTo("{\"action\":\"accept\",\"content\":{\"question_0\":\"Blue\"}}");
        assertThat(fill(asked, List.of(List.of("mauve"))))
                .isEqualTo("{\"action\":\"accept\",\"content\":{\"question_0_custom\":\"mauve\"}}");
    }

    @Test
    void aFormWithoutAFieldIsAcceptedAsItIs() {
        JsonNode empty = asked("{\"type\": \"object\", \"properties\": {}}");

        assertThat(Form.questions(empty)).hasSize(1);
        assertThat(new Form(MAPPER).answer(empty, new Answer.Choose(List.of(List.of("Accept")))))
                .isInstanceOf(Form.Filled.Result.class);
    }

    private static String fill(JsonNode asked, List<List<String>> said) {
        return switch (new Form(MAPPER).answer(asked, new Answer.Choose(said))) {
            case Form.Filled.Result(var result) -> result.toString();
            case Form.Filled.Not(String reason) -> reason;
        };
    }

    private static JsonNode asked(String schema) {
        return MAPPER.readTree("{\"message\": \"Please say\", \"requestedSchema\": " + schema + "}");
    }
}
