package dev.tagma.wire.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.wire.event.EventData;
import dev.tagma.wire.event.EventType;
import dev.tagma.wire.json.Form;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OperationsTest {

    @Test
    void idsAndRoutesAreUnique() {
        assertThat(Operations.all()).extracting(Operation::id).doesNotHaveDuplicates();
        assertThat(Operations.all())
                .extracting(operation -> operation.method() + " " + operation.path())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyOperationIsDescribed() {
        for (Operation operation : Operations.all()) {
            assertThat(operation.summary()).as(operation.id()).isNotBlank().doesNotEndWith(".");
            assertThat(operation.doc()).as(operation.id()).endsWith(".");
            for (Parameter parameter : operation.parameters()) {
                assertThat(parameter.doc())
                        .as(operation.id() + "." + parameter.name())
                        .endsWith(".");
                assertThat(parameter.example())
                        .as(operation.id() + "." + parameter.name())
                        .isNotBlank();
            }
        }
    }

    @Test
    void thePathNamesExactlyThePathParameters() {
        for (Operation operation : Operations.all()) {
            List<String> braces = Pattern.compile("\\{(\\w+)}")
                    .matcher(operation.path())
                    .results()
                    .map(result -> result.group(1))
                    .toList();
            List<String> declared = operation.parameters().stream()
                    .filter(parameter -> parameter.place() == Parameter.Place.PATH)
                    .map(Parameter::name)
                    .toList();

            assertThat(declared).as(operation.id()).isEqualTo(braces);
        }
    }

    @Test
    void aPathIsFilledInSafely() {
        assertThat(MessageOperations.GET.pathFor("calm-otter", "a b/ü"))
                .isEqualTo("/v1/sessions/calm-otter/messages/a%20b%2F%C3%BC");
        assertThat(SessionOperations.GET.pathFor("..")).isEqualTo("/v1/sessions/%2E%2E");
        assertThat(SessionOperations.LIST.pathFor()).isEqualTo("/v1/sessions");
        assertThatThrownBy(() -> SessionOperations.GET.pathFor()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SessionOperations.GET.pathFor("a", "b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyKindOfEventDataHasAName() {
        assertThat(Arrays.stream(EventType.values()).<Class<?>>map(EventType::data))
                .containsExactlyInAnyOrder(EventData.class.getPermittedSubclasses());
        assertThat(EventType.named("session.activity")).contains(EventType.SESSION_ACTIVITY);
        assertThat(EventType.named("nothing")).isEmpty();
    }

    @Test
    void aFallbackIsAValueTheParameterCanHave() {
        for (Operation operation : Operations.all()) {
            for (Parameter parameter : operation.parameters()) {
                if (parameter.form() instanceof Form.Whole(long min, long max)) {
                    parameter
                            .fallback()
                            .map(Long::valueOf)
                            .ifPresent(number -> assertThat(number).isBetween(min, max));
                    assertThat(Long.valueOf(parameter.example())).isBetween(min, max);
                }
            }
        }
    }
}
