package dev.tagma.adapters.agent.external;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.agent.external.message.Call;
import dev.tagma.adapters.agent.external.message.Shape;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The messages as JSON: what is written of them, and that they are as it is written. */
class ProtocolTest {

    private static final Path REFERENCE = Path.of("..", "docs", "reference", "external-adapters.md");
    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "adapter", "tiny_adapter.py");

    private final JsonMapper mapper = Shape.mapper();

    /** After a change: {@code -Dtagma.reference.write=true} writes it anew. A change is a new version of the protocol. */
    @Test
    void theReferenceIsWritten() throws IOException {
        String text = new ProtocolReference().text();
        if (Boolean.getBoolean("tagma.reference.write")) {
            Files.writeString(REFERENCE, text);
        }

        assertThat(REFERENCE)
                .as("run this test with -Dtagma.reference.write=true and commit docs/reference")
                .hasContent(text);
    }

    @Test
    void everyLinkInTheReferenceLeadsToAShape() {
        String text = new ProtocolReference().text();
        List<String> headings = text.lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4).replace("`", "").toLowerCase(java.util.Locale.ROOT))
                .toList();

        assertThat(headings).doesNotHaveDuplicates();
        Pattern.compile("\\(#(\\w+)\\)")
                .matcher(text)
                .results()
                .forEach(link -> assertThat(headings).contains(link.group(1)));
    }

    @Test
    void theExampleKnowsEveryMethod() throws IOException {
        List<String> known = Pattern.compile("^ {8}\"(initialize|\\w+/\\w+)\": \\w+,$", Pattern.MULTILINE)
                .matcher(Files.readString(EXAMPLE))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(known)
                .containsExactlyElementsOf(Stream.of(Call.values())
                        .filter(call -> call.side() == Call.Side.TAGMA)
                        .map(Call::method)
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> everyShapeIsWrittenAndReadAndMissesNothingThatItNeeds() {
        return new ProtocolReference()
                .shapes().stream()
                        .filter(Class::isRecord)
                        .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> readsWhatItWrites(type)));
    }

    private void readsWhatItWrites(Class<?> type) {
        Object sample = Samples.of(type);
        Class<?> declared = Shape.FAMILIES.stream()
                .filter(family -> family.isAssignableFrom(type))
                .findFirst()
                .orElse(type);
        ObjectNode json =
                (ObjectNode) mapper.readTree(mapper.writerFor(declared).writeValueAsString(sample));

        assertThat(mapper.treeToValue(json, declared)).isEqualTo(sample);
        List<String> names = new ArrayList<>(Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
        if (declared != type) {
            names.add("type");
        }
        assertThat(json.propertyNames()).containsExactlyInAnyOrderElementsOf(names);
        for (RecordComponent component : type.getRecordComponents()) {
            ObjectNode less = json.deepCopy();
            less.remove(component.getName());
            boolean optional = component.getType() == Optional.class;
            assertThat(reads(less, declared))
                    .as("%s without %s", type.getSimpleName(), component.getName())
                    .isEqualTo(optional);
        }
    }

    private boolean reads(ObjectNode json, Class<?> type) {
        try {
            return mapper.treeToValue(json, type) != null;
        } catch (JacksonException refused) {
            return false;
        }
    }

    /** A value of each type. */
    private static final class Samples {

        private static final Set<Class<?>> NUMBERS = Set.of(int.class, long.class);

        static Object of(Type type) {
            if (type instanceof ParameterizedType generic) {
                Type first = generic.getActualTypeArguments()[0];
                Class<?> raw = (Class<?>) generic.getRawType();
                return raw == Optional.class
                        ? Optional.of(of(first))
                        : raw == List.class
                                ? List.of(of(first))
                                : raw == Set.class
                                        ? Set.of(of(first))
                                        : java.util.Map.of(of(first), of(generic.getActualTypeArguments()[1]));
            }
            Class<?> plain = (Class<?>) type;
            if (NUMBERS.contains(plain)) {
                return plain == int.class ? (Object) 1 : (Object) 1L;
            }
            if (plain == boolean.class || plain == Boolean.class) {
                return true;
            }
            if (plain == String.class) {
                return "text";
            }
            if (plain == java.time.Instant.class) {
                return java.time.Instant.parse("2026-01-02T03:04:05.678Z");
            }
            if (plain.isEnum()) {
                return plain.getEnumConstants()[0];
            }
            if (Shape.FAMILIES.contains(plain)) {
                // The last one: the first of what can be read of a session is Tagma's own to tell.
                return of(plain.getPermittedSubclasses()[plain.getPermittedSubclasses().length - 1]);
            }
            return record(plain);
        }

        private static Object record(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = of(components[i].getGenericType());
            }
            try {
                var constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return constructor.newInstance(values);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("No sample of " + type, impossible);
            }
        }
    }
}
