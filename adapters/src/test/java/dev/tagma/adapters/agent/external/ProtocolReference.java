package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.agent.external.message.Call;
import dev.tagma.adapters.agent.external.message.Introduction;
import dev.tagma.adapters.agent.external.message.Nothing;
import dev.tagma.adapters.agent.external.message.Shape;
import dev.tagma.adapters.agent.external.message.Silence;
import dev.tagma.core.fact.Reading;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference of the protocol for people, made from the messages themselves. */
final class ProtocolReference {

    private final Set<Class<?>> shapes = new LinkedHashSet<>();

    ProtocolReference() {
        for (Call call : Call.values()) {
            reach(call.parameters());
            reach(call.result());
        }
    }

    /** All records and families that messages are made of. */
    Set<Class<?>> shapes() {
        return shapes;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("<!-- Made from the messages by ProtocolTest; do not edit. -->\n\n# The adapter protocol, version ")
                .append(Introduction.PROTOCOL)
                .append("\n\n");
        text.append("""
                JSON-RPC 2.0, one message a line, in UTF-8, over the adapter's standard streams. The [guide](../guide/external-adapters.md)
                says how it is used. `?` marks what may be left out or `null`; fields that are not known are to be passed over.
                Times are ISO 8601. Where a shape is a choice, its field `type` says which case it is.

                """);
        calls(text, Call.Side.TAGMA, "What Tagma asks", "answer within");
        calls(text, Call.Side.ADAPTER, "What the adapter asks and tells", "");
        text.append("""
                ## Errors

                | code | meaning |
                |---|---|
                | -32601 | the method is not known |
                | -32602 | the parameters are wrong |
                | -32603 | it could not be done, and had no effect |
                | -32001 | from the adapter: the cursor names no place in the conversation |
                | -32002 | it could not be done, and may have had its effect |

                ## Shapes
                """);
        shapes.stream()
                .filter(type -> !caseOfFamily(type) && type != Nothing.class && type != Silence.class)
                .forEach(type -> describe(type, text));
        return text.toString();
    }

    private void calls(StringBuilder text, Call.Side side, String title, String within) {
        text.append("## ")
                .append(title)
                .append("\n\n| method | parameters | answer | ")
                .append(within);
        text.append(" | |\n|---|---|---|---|---|\n");
        Stream.of(Call.values()).filter(call -> call.side() == side).forEach(call -> {
            text.append("| `").append(call.method()).append("` | ").append(name(call.parameters()));
            text.append(" | ").append(name(call.result())).append(" | ");
            text.append(call.limit().isZero() ? "" : call.limit().toSeconds() + " s");
            text.append(" | ").append(call.sentence()).append(" |\n");
        });
        text.append('\n');
    }

    /** Without what only Tagma tells. */
    private static Stream<Class<?>> cases(Class<?> family) {
        return Stream.<Class<?>>of(family.getPermittedSubclasses()).filter(one -> one != Reading.ProcessSeen.class);
    }

    private static boolean caseOfFamily(Class<?> type) {
        return Shape.FAMILIES.stream().anyMatch(family -> family != type && family.isAssignableFrom(type));
    }

    private void reach(Type type) {
        if (type instanceof ParameterizedType generic) {
            Stream.of(generic.getActualTypeArguments()).forEach(this::reach);
            return;
        }
        Class<?> plain = (Class<?>) type;
        if (Shape.FAMILIES.contains(plain) && shapes.add(plain)) {
            cases(plain).forEach(this::reach);
        } else if (plain.isRecord() && shapes.add(plain)) {
            Stream.of(plain.getRecordComponents()).forEach(component -> reach(component.getGenericType()));
        }
    }

    private static void describe(Class<?> type, StringBuilder text) {
        text.append("\n### ").append(title(type)).append("\n\n");
        if (type.isRecord()) {
            text.append("| field | |\n|---|---|\n");
            for (RecordComponent component : type.getRecordComponents()) {
                text.append("| `").append(component.getName()).append("` | ");
                text.append(name(component.getGenericType())).append(" |\n");
            }
            return;
        }
        text.append("| `type` | fields |\n|---|---|\n");
        for (Class<?> one : cases(type).toList()) {
            String fields = Stream.of(one.getRecordComponents())
                    .map(component -> "`" + component.getName() + "` " + name(component.getGenericType()))
                    .collect(Collectors.joining("; "));
            text.append("| `")
                    .append(Shape.nameOf(one))
                    .append("` | ")
                    .append(fields)
                    .append(" |\n");
        }
    }

    private static String title(Class<?> type) {
        String name = type.getSimpleName();
        boolean ofPort = Shape.FAMILIES.contains(type) && name.equals("Evidence");
        return ofPort ? "Found" : name;
    }

    private static String name(Type type) {
        if (type instanceof ParameterizedType generic) {
            List<String> inner = new ArrayList<>();
            for (Type argument : generic.getActualTypeArguments()) {
                inner.add(name(argument));
            }
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == Optional.class) {
                return inner.getFirst() + "?";
            }
            return raw == Map.class
                    ? "map of " + inner.getFirst() + " to " + inner.getLast()
                    : "list of " + inner.getFirst();
        }
        Class<?> plain = (Class<?>) type;
        if (plain == Nothing.class) {
            return "`{}`";
        }
        if (plain == Silence.class) {
            return "none";
        }
        if (plain == String.class) {
            return "text";
        }
        if (plain == int.class || plain == long.class) {
            return "number";
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return "`true`/`false`";
        }
        if (plain == Instant.class) {
            return "time";
        }
        if (plain.isEnum()) {
            return Stream.of(plain.getEnumConstants())
                    .map(one -> "`" + ((Enum<?>) one).name().toLowerCase(Locale.ROOT) + "`")
                    .collect(Collectors.joining("/"));
        }
        return "[" + title(plain) + "](#" + title(plain).toLowerCase(Locale.ROOT) + ")";
    }
}
