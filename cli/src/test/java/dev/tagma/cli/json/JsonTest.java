package dev.tagma.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.JsonFault;
import dev.tagma.wire.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The command's own JSON against the daemon's: both must mean the same by the same text. */
class JsonTest {

    @Provide
    Arbitrary<Json> values() {
        return value(3);
    }

    private static Arbitrary<Json> value(int depth) {
        Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(12).filter(JsonTest::wellFormed);
        Arbitrary<Json> leaves = Arbitraries.oneOf(
                texts.map(Json::of),
                Arbitraries.longs().map(Json::of),
                Arbitraries.of("0", "-0", "1.50", "1e400", "-2E-7").map(Json.JsonNumber::new),
                Arbitraries.of(true, false).map(Json::of),
                Arbitraries.just(Json.NULL));
        if (depth == 0) {
            return leaves;
        }
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, leaves),
                net.jqwik.api.Tuple.of(1, value(depth - 1).list().ofMaxSize(4).map(Json::of)),
                net.jqwik.api.Tuple.of(
                        1,
                        Arbitraries.maps(texts, value(depth - 1))
                                .ofMaxSize(4)
                                .map(members -> new Json.JsonObject(new LinkedHashMap<String, Json>(members)))));
    }

    private static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(point -> point >= 0xd800 && point <= 0xdfff);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void theDaemonUnderstandsWhatIsWritten(@ForAll("values") Json value) {
        String written = JsonWriter.write(value);

        assertThat(JsonText.parse(written)).isEqualTo(value);
        assertThat(written.chars()).noneMatch(each -> each < ' ' || (each >= 0x7f && each <= 0x9f));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whatTheDaemonWritesIsUnderstood(@ForAll("values") Json value) {
        assertThat(JsonReader.read(JsonText.write(value))).isEqualTo(value);
        assertThat(JsonReader.read(JsonText.pretty(value))).isEqualTo(value);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void mutilatedTextIsRefusedByBothOrMeansTheSameToBoth(
            @ForAll("values") Json value, @ForAll @IntRange(max = 60) int place, @ForAll("pieces") String piece) {
        String text = JsonText.write(value);
        int at = Math.min(place, text.length());
        String mutilated = sent(text.substring(0, at) + piece + text.substring(Math.min(text.length(), at + 1)));

        assertThat(own(mutilated)).as(mutilated).isEqualTo(theDaemons(mutilated));
    }

    /** As it is after it went over the wire: of half a character nothing is left. */
    private static String sent(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** The daemon's parser takes the last byte of this letter for a digit where it reads characters, but it reads bytes. */
    @Example
    void aLetterWhoseLastByteLooksLikeADigitIsNone() {
        String text = "\"\\u12b\u0130\"";

        assertThat(own(text)).isEmpty();
        assertThat(theDaemons(text)).isEmpty();
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                "",
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "\\",
                "\\u12",
                "\\ud83d\\ude00",
                "0",
                "-",
                ".",
                "e",
                " ",
                "\n",
                "nul",
                "true",
                "\u0007",
                "00",
                "1.",
                "x",
                "\u0661");
    }

    private static Optional<Json> own(String text) {
        try {
            return Optional.of(JsonReader.read(text));
        } catch (JsonFault refused) {
            return Optional.empty();
        }
    }

    private static Optional<Json> theDaemons(String text) {
        try {
            return Optional.of(JsonText.parse(text.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonFault refused) {
            return Optional.empty();
        }
    }

    @Example
    void halfACharacterIsNotWritten() {
        assertThat(JsonWriter.write(Json.of("a\ud83db"))).isEqualTo("\"a\ufffdb\"");
        assertThat(JsonWriter.write(Json.of("😀"))).isEqualTo("\"😀\"");
    }

    @Example
    void depthIsLimited() {
        assertThat(own("[".repeat(64) + "]".repeat(64))).isPresent();
        assertThat(own("[".repeat(65) + "]".repeat(65))).isEmpty();
        assertThat(own("[".repeat(1_000_000))).isEmpty();
    }

    @Example
    void emptyAndDoubledAreRefused() {
        assertThat(own("")).isEmpty();
        assertThat(own("{} {}")).isEmpty();
        assertThat(own("{\"a\":1,\"a\":2}")).isEmpty();
        assertThat(own("[]")).contains(Json.of(List.of()));
        assertThat(own("{}")).contains(new Json.JsonObject(Map.of()));
    }
}
