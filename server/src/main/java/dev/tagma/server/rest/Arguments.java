package dev.tagma.server.rest;

import dev.tagma.server.http.Refusal;
import dev.tagma.wire.json.Form;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.Parameter;
import dev.tagma.wire.problem.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parameters of a call, all of them known, given as often as they may be, and of the form they must have. */
final class Arguments {

    private final Map<String, Parameter> parameters;
    private final Map<String, String> path;
    private final Map<String, List<String>> query;

    Arguments(Operation operation, Map<String, String> path, Map<String, List<String>> query) {
        this.parameters = operation.parameters().stream().collect(Collectors.toMap(Parameter::name, one -> one));
        this.path = path;
        this.query = query;
        query.forEach((name, values) -> {
            Parameter parameter = parameters.get(name);
            if (parameter == null || parameter.place() != Parameter.Place.QUERY) {
                throw invalid("Parameter " + Quoted.of(name) + " is not known; " + known(operation));
            }
            if (values.size() > 1 && !parameter.several()) {
                throw invalid("Parameter " + Quoted.of(name) + " is given " + values.size() + " times; give it once");
            }
            values.forEach(value -> check(parameter, value));
        });
    }

    String text(String name) {
        return maybeText(name).orElseThrow(() -> invalid("Parameter '" + name + "' is missing"));
    }

    Optional<String> maybeText(String name) {
        return all(name).stream().findFirst();
    }

    List<String> all(String name) {
        Parameter parameter = declared(name);
        if (parameter.place() == Parameter.Place.PATH) {
            return Optional.ofNullable(path.get(name)).stream().toList();
        }
        List<String> given = query.getOrDefault(name, List.of());
        return given.isEmpty() ? parameter.fallback().stream().toList() : given;
    }

    Optional<Long> maybeWhole(String name) {
        return maybeText(name).map(Long::valueOf);
    }

    boolean flag(String name) {
        return text(name).equals("true");
    }

    <E extends Enum<E>> List<E> choices(String name, Class<E> type) {
        return all(name).stream()
                .flatMap(value -> Stream.of(type.getEnumConstants())
                        .filter(constant -> Form.name(constant).equals(value)))
                .toList();
    }

    static Refusal invalid(String message) {
        return new Refusal(ErrorCode.INVALID, message);
    }

    private Parameter declared(String name) {
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("The operation has no parameter " + name);
        }
        return parameter;
    }

    private static String known(Operation operation) {
        List<String> names = operation.parameters().stream()
                .filter(parameter -> parameter.place() == Parameter.Place.QUERY)
                .map(Parameter::name)
                .toList();
        return names.isEmpty() ? "there are none here" : "there are " + String.join(", ", names);
    }

    private static void check(Parameter parameter, String value) {
        if (parameter.form() instanceof Form.Whole(long min, long max)) {
            if (!isWhole(value, min, max)) {
                throw wrong(parameter, value, "a whole number from " + min + " to " + max);
            }
        } else if (parameter.form() instanceof Form.Flag) {
            if (!value.equals("true") && !value.equals("false")) {
                throw wrong(parameter, value, "true or false");
            }
        } else if (parameter.form() instanceof Form.Choice(Class<? extends Enum<?>> type)
                && !Form.names(type).contains(value)) {
            throw wrong(parameter, value, "one of " + String.join(", ", Form.names(type)));
        }
    }

    private static boolean isWhole(String value, long min, long max) {
        // Neither signs nor digits of other scripts, which the library would take.
        if (value.isEmpty() || value.length() > 19 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        try {
            long number = Long.parseLong(value);
            return min <= number && number <= max;
        } catch (NumberFormatException tooLarge) {
            return false;
        }
    }

    private static Refusal wrong(Parameter parameter, String value, String wanted) {
        return invalid("Parameter '" + parameter.name() + "' is " + Quoted.of(value) + "; it must be " + wanted);
    }
}
