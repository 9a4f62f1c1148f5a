package dev.tagma.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.session.GroupPath;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.message.NewMessageJson;
import dev.tagma.wire.request.ApprovalJson;
import dev.tagma.wire.session.NewSessionJson;
import dev.tagma.wire.session.SessionChangeJson;
import dev.tagma.wire.session.SessionJson;
import dev.tagma.wire.turn.RewindJson;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordCodecTest {

    @Property(tries = 3000)
    void readingWhatWasWrittenGivesTheSameRecord(@ForAll long seed) {
        Record record = new RandomRecords(seed).record();

        String text = JsonText.write(RecordCodec.write(record));

        assertThat(text).doesNotContain("\n");
        assertThat(RecordCodec.readStrict(JsonText.parse(text), record.getClass()))
                .isEqualTo(record);
    }

    @Property
    void readingAndWritingTextGivesTheSameValue(@ForAll long seed) {
        Json value = new RandomRecords(seed).json(0);

        assertThat(JsonText.parse(JsonText.write(value))).isEqualTo(value);
        assertThat(JsonText.parse(JsonText.pretty(value))).isEqualTo(value);
        assertThat(JsonText.parse(JsonText.write(value).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(value);
    }

    @Property
    void mutilatedTextIsRefusedWithAFaultAndNothingElse(@ForAll String garbage) {
        try {
            RecordCodec.readStrict(JsonText.parse(garbage), NewSessionJson.class);
        } catch (JsonFault expected) {
            assertThat(expected).hasMessageMatching("(?s).+");
        }
    }

    @Test
    void whatIsAbsentIsWrittenAsNull() {
        Json json = RecordCodec.write(new ApprovalJson(Optional.empty(), Optional.empty()));

        assertThat(JsonText.write(json)).isEqualTo("{\"request\":null,\"scope\":null}");
    }

    @Test
    void namesOfEnumsAreLowerSnakeCaseAndTimesHaveMilliseconds() {
        var message = new NewMessageJson(
                "hi",
                Optional.of(DeliveryMode.INTERRUPT),
                Optional.empty(),
                Optional.of(Instant.parse("2026-11-20T10:00:00Z")));

        assertThat(JsonText.write(RecordCodec.write(message)))
                .isEqualTo(
                        "{\"text\":\"hi\",\"mode\":\"interrupt\",\"key\":null,\"expires\":\"2026-11-20T10:00:00.000Z\"}");
        assertThat(Form.name(dev.tagma.core.status.Activity.WAITING_PERMISSION)).isEqualTo("waiting_permission");
    }

    @Test
    void timesAreReadWithAnyOffsetAndPrecision() {
        assertThat(Times.parse("2026-11-20T11:00:00+01:00")).contains(Instant.parse("2026-11-20T10:00:00Z"));
        assertThat(Times.parse("2026-11-20T10:00:00.123456Z")).contains(Instant.parse("2026-11-20T10:00:00.123456Z"));
        assertThat(Times.parse("2026-13-20T10:00:00.000Z")).isEmpty();
        assertThat(Times.parse("2026-02-30T10:00:00.000Z")).isEmpty();
        assertThat(Times.parse("+999999999-12-31T23:59:59Z")).isEmpty();
        assertThat(Times.parse("yesterday")).isEmpty();
    }

    @Test
    void timesBeyondFourDigitsOfAYearAreClippedWhenShown() {
        assertThat(Times.text(Instant.MAX)).isEqualTo("9999-12-31T23:59:59.999Z");
        assertThat(Times.text(Instant.MIN)).isEqualTo("0000-01-01T00:00:00.000Z");
    }

    @Test
    void whatIsLeftOutIsReadAsAbsent() {
        NewSessionJson read = RecordCodec.readStrict(JsonText.parse("{}"), NewSessionJson.class);

        assertThat(read.path()).isEmpty();
        assertThat(read.tags()).isEmpty();
        assertThat(read.environment()).isEmpty();
    }

    @Test
    void anEmptyGroupIsAChangeAndAnAbsentOneIsNot() {
        assertThat(RecordCodec.readStrict(JsonText.parse("{\"group\":\"\"}"), SessionChangeJson.class)
                        .group())
                .contains(GroupPath.ROOT);
        assertThat(RecordCodec.readStrict(JsonText.parse("{\"group\":null}"), SessionChangeJson.class)
                        .group())
                .isEmpty();
    }

    @Test
    void aReaderOfAnswersPassesOverFieldsThatCameLater() {
        RewindJson read = RecordCodec.read(JsonText.parse("{\"turn\":3,\"new\":[1]}"), RewindJson.class);

        assertThat(read.turn()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"turn\":3,\"trun\":1}        | Field 'trun' is not known; the fields are turn",
                "{}                             | Field 'turn' is missing",
                "{\"turn\":null}                | Field 'turn' is missing",
                "{\"turn\":\"3\"}               | Field 'turn' is '3'; it must be a whole number",
                "{\"turn\":3.5}                 | Field 'turn' is 3.5; it must be a whole number",
                "{\"turn\":1e400}               | Field 'turn' is 1e400; it must be a whole number",
                "{\"turn\":1e999999999}         | Field 'turn' is 1e999999999; it must be a whole number",
                "{\"turn\":1e99999999999}       | Field 'turn' is 1e99999999999; it must be a whole number",
                "{\"turn\":2147483648}          | Field 'turn' is 2147483648; it must be a whole number from -2147483648",
                "{\"turn\":true}                | Field 'turn' is true; it must be a whole number",
                "[1]                            | The value is [1]; it must be an object",
                "\"x\"                          | The value is 'x'; it must be an object",
            })
    void aRequestThatIsNotAsItMustBeIsRefusedByFieldAndValue(String text, String said) {
        assertThatThrownBy(() -> RecordCodec.readStrict(JsonText.parse(text), RewindJson.class))
                .isInstanceOf(JsonFault.class)
                .hasMessageStartingWith(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"handle\":\"No Good\"}       | Field 'handle': Handle 'No Good' is not a name",
                "{\"handle\":\"../../etc\"}     | Field 'handle': Handle '../../etc' is not a name",
                "{\"group\":\"a//b\"}           | Field 'group': Group 'a//b' is not a path",
                "{\"tags\":[\"a\",7]}           | Field 'tags[1]' is 7; it must be text",
                "{\"tags\":[null]}              | Field 'tags[0]' is null; it must be text",
                "{\"tags\":\"a\"}               | Field 'tags' is 'a'; it must be a list",
                "{\"environment\":{\"A\":1}}    | Field 'environment.A' is 1; it must be text",
                "{\"environment\":[]}           | Field 'environment' is []; it must be an object",
                "{\"mode\":\"YOLO\"}            | Field 'mode' is 'YOLO'; it must be one of ask, edits, plan, yolo, read_only",
                "{\"start\":\"yes\"}            | Field 'start' is 'yes'; it must be true or false",
            })
    void everyKindOfFieldIsChecked(String text, String said) {
        assertThatThrownBy(() -> RecordCodec.readStrict(JsonText.parse(text), NewSessionJson.class))
                .isInstanceOf(JsonFault.class)
                .hasMessageStartingWith(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2} | twice",
                "{\"a\":1} x       | behind",
                "{\"a\":           | cut off",
                "{'a':1}           | quotes",
                "{\"a\":NaN}       | not a number",
                "{\"a\":01}        | leading zero",
                "{\"a\":1,}        | comma",
                "nul               | word",
            })
    void textThatIsNotStrictJsonIsRefused(String text, String why) {
        assertThatThrownBy(() -> JsonText.parse(text)).as(why).isInstanceOf(JsonFault.class);
        assertThatThrownBy(() -> JsonText.parse("")).isInstanceOf(JsonFault.class);
    }

    @Test
    void nestingWithoutEndIsRefusedBeforeItCosts() {
        assertThatThrownBy(() -> JsonText.parse("[".repeat(1_000_000)))
                .isInstanceOf(JsonFault.class)
                .hasMessageContaining("not JSON as it is accepted here");
    }

    @Test
    void idsMustBeInTheirCanonicalForm() {
        assertThatThrownBy(
                        () -> RecordCodec.readStrict(JsonText.parse("{\"request\":\"1-1-1-1-1\"}"), ApprovalJson.class))
                .isInstanceOf(JsonFault.class)
                .hasMessage("Field 'request' is '1-1-1-1-1'; it must be an id");
    }

    @Test
    void aHostileValueIsShownHarmlessAndShort() {
        String hostile = JsonText.write(Json.of("\u001b[31m\r\nX-Evil: 1\u202e" + "x".repeat(1000)));

        assertThatThrownBy(() -> RecordCodec.readStrict(
                        JsonText.parse("{\"text\":\"\",\"mode\":" + hostile + "}"), NewMessageJson.class))
                .isInstanceOf(JsonFault.class)
                .satisfies(fault -> assertThat(fault.getMessage())
                        .doesNotContain("\u001b", "\r", "\n", "\u202e")
                        .contains("\\u001b")
                        .hasSizeLessThan(400));
    }

    @Test
    void halfASurrogatePairIsReplacedBecauseNothingCanCarryIt() {
        assertThat(JsonText.write(Json.of("a\ud800b"))).isEqualTo("\"a\ufffdb\"");
        assertThat(JsonText.write(Json.of("a\ud83d\ude00b"))).isEqualTo("\"a\ud83d\ude00b\"");
    }

    @Test
    void aMegabyteOfTextComesThrough() {
        String text = "é\t\n\"\\\u2028".repeat(200_000);

        assertThat(JsonText.parse(JsonText.write(Json.of(text)))).isEqualTo(Json.of(text));
    }

    @Test
    void everyFieldSaysWhatItMeans() {
        for (Class<? extends Record> type : WireRecords.all()) {
            assertThat(type.getAnnotation(Doc.class)).as(type.getName()).isNotNull();
            for (var component : type.getRecordComponents()) {
                assertThat(component.getAnnotation(Doc.class))
                        .as(type.getName() + "." + component.getName())
                        .isNotNull();
            }
        }
        assertThat(WireRecords.all()).contains(SessionJson.class).hasSizeGreaterThan(40);
    }

    @Test
    void everyExampleIsAValueTheFieldCanHold() {
        for (Class<? extends Record> type : WireRecords.all()) {
            for (var component : type.getRecordComponents()) {
                String example = component.getAnnotation(Doc.class).example();
                if (!example.isEmpty()) {
                    Json object = new JsonObject(Map.of(component.getName(), JsonText.parse(example)));
                    try {
                        RecordCodec.readStrict(object, type);
                    } catch (JsonFault missingOthers) {
                        assertThat(missingOthers)
                                .as(type.getName() + "." + component.getName())
                                .hasMessageEndingWith("is missing")
                                .hasMessageNotContaining("'" + component.getName() + "'");
                    }
                }
            }
        }
    }
}
