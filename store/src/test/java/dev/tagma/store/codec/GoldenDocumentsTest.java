package dev.tagma.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.event.EventData;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.message.Message;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.Session;
import dev.tagma.core.turn.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data that is out there stays readable: whoever changes a record or a shape so that an old document is read otherwise, or
 * a new one is written otherwise under the same version, sees it here.
 */
final class GoldenDocumentsTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static List<Samples.Sample> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theWrittenDocumentIsTheGoldenOneOfItsVersion(Samples.Sample sample) throws IOException {
        Path golden = GoldenFiles.of(sample);

        assertThat(golden)
                .withFailMessage(() -> "There is no " + golden + " yet. If this version is new, it is:\n"
                        + GoldenFiles.pretty(sample.written()))
                .exists();
        assertThat(GoldenFiles.pretty(sample.written())).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyVersionIsRead(Samples.Sample sample) throws IOException {
        for (Path golden : GoldenFiles.allOf(sample)) {
            assertThat(sample.read(Files.readString(golden)))
                    .as(golden.toString())
                    .isEqualTo(sample.value());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void unknownFieldsArePassedOver(Samples.Sample sample) {
        ObjectNode tree = (ObjectNode) MAPPER.readTree(sample.written());
        tree.putObject("unheardOf").put("by", "this version");

        assertThat(sample.read(tree.toString())).isEqualTo(sample.value());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noDocumentNamesAClass(Samples.Sample sample) {
        String simpleName = sample.value().getClass().getSimpleName();

        assertThat(sample.written()).doesNotContain("dev.tagma").doesNotContain("\"" + simpleName + "\"");
    }

    @Test
    void everyGoldenFileIsOfASample() throws IOException {
        Set<Path> known = new HashSet<>();
        for (Samples.Sample sample : samples()) {
            known.addAll(GoldenFiles.allOf(sample));
        }
        known.add(GoldenFiles.ROOT.resolve("names.json"));

        assertThat(GoldenFiles.all()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void everyCaseOfEveryFamilyHasAGoldenFile() {
        Set<Class<?>> shown = new HashSet<>();
        for (Samples.Sample sample : samples()) {
            shown.add(sample.value().getClass());
            if (sample.value() instanceof Fact fact) {
                shown.add(fact.reading().getClass());
                shown.add(fact.reach().getClass());
            }
            if (sample.value() instanceof Request request) {
                request.closed().flatMap(Request.Closing::answer).ifPresent(answer -> shown.add(answer.getClass()));
            }
        }

        assertThat(shown)
                .containsAll(Stream.of(EventData.class, Reading.class, Reach.class, Answer.class)
                        .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                        .collect(Collectors.toSet()));
        assertThat(EventShape.TYPES).hasSameSizeAs(EventData.class.getPermittedSubclasses());
    }

    @Test
    void everyConstantKeepsItsStoredName() throws IOException {
        Map<String, List<String>> names = new TreeMap<>();
        StoredTypes.enums(Session.class, Message.class, Request.class, Turn.class, Fact.class, EventData.class)
                .forEach(type -> names.put(
                        type.getSimpleName(),
                        Arrays.stream(type.getEnumConstants())
                                .map(constant -> Names.of((Enum<?>) constant))
                                .toList()));

        Map<String, List<String>> golden =
                MAPPER.readValue(Files.readString(GoldenFiles.ROOT.resolve("names.json")), new TypeReference<>() {});
        assertThat(names)
                .withFailMessage(
                        () -> "The stored names are now\n" + GoldenFiles.pretty(MAPPER.writeValueAsString(names)))
                .isEqualTo(golden);
    }
}
