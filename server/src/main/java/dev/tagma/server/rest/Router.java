package dev.tagma.server.rest;

import dev.tagma.server.http.Refusal;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.operation.Method;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.problem.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the operation that a method and a path ask for. */
final class Router {

    private record Route(Operation operation, List<String> pattern) {

        boolean fits(List<String> segments) {
            if (segments.size() != pattern.size()) {
                return false;
            }
            for (int i = 0; i < pattern.size(); i++) {
                boolean same = variable(i)
                        ? !segments.get(i).isEmpty()
                        : pattern.get(i).equals(segments.get(i));
                if (!same) {
                    return false;
                }
            }
            return true;
        }

        Map<String, String> values(List<String> segments) {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < pattern.size(); i++) {
                if (variable(i)) {
                    String name = pattern.get(i).substring(1, pattern.get(i).length() - 1);
                    values.put(name, segments.get(i));
                }
            }
            return values;
        }

        private boolean variable(int i) {
            return pattern.get(i).startsWith("{");
        }
    }

    /** An operation, and what the path says for its parameters. */
    record Match(Operation operation, Map<String, String> values) {}

    private final Map<Integer, List<Route>> routes;

    Router(List<Operation> operations) {
        this.routes = operations.stream()
                .map(operation -> new Route(
                        operation, List.of(operation.path().substring(1).split("/", -1))))
                .collect(Collectors.groupingBy(route -> route.pattern().size()));
    }

    /** The operation; {@code HEAD} is answered as {@code GET} without the body. */
    Match find(String method, List<String> segments) {
        String asked = method.equals("HEAD") ? Method.GET.name() : method;
        Optional<Match> match = fitting(segments)
                .filter(route -> route.operation().method().name().equals(asked))
                .findFirst()
                .map(route -> new Match(route.operation(), route.values(segments)));
        return match.orElseThrow(() -> nothing(method, segments));
    }

    /** The methods that the path takes, empty where it does not exist. */
    String allowed(List<String> segments) {
        TreeSet<String> methods = fitting(segments)
                .map(route -> route.operation().method().name())
                .collect(Collectors.toCollection(TreeSet::new));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return String.join(", ", methods);
    }

    private Stream<Route> fitting(List<String> segments) {
        return routes.getOrDefault(segments.size(), List.of()).stream().filter(route -> route.fits(segments));
    }

    private Refusal nothing(String method, List<String> segments) {
        String path = Quoted.of("/" + String.join("/", segments));
        String allowed = allowed(segments);
        return allowed.isEmpty()
                ? new Refusal(
                        ErrorCode.NOT_FOUND, "There is nothing at " + path + "; /v1/openapi.json lists all there is")
                : new Refusal(
                        ErrorCode.METHOD_NOT_ALLOWED,
                        "The path " + path + " takes " + allowed + ", not " + Quoted.of(method));
    }
}
