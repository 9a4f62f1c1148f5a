package dev.tagma.adapters.agent.acp;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.RequestKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an agent asks before it uses a tool, in Tagma's words, and Tagma's answers in the agent's. */
final class Permission {

    private final JsonMapper mapper;

    Permission(JsonMapper mapper) {
        this.mapper = mapper;
    }

    static RequestKind kind(State.Asked asked) {
        return asked.params().path("toolCall").path("kind").asString("").equals("switch_mode")
                ? RequestKind.PLAN
                : RequestKind.PERMISSION;
    }

    static String title(State.Asked asked) {
        return asked.params().path("toolCall").path("title").asString("a tool");
    }

    static String tool(State.Asked asked) {
        return asked.params().path("toolCall").path("kind").asString("tool");
    }

    /** What the tool is given, or else what the agent shows of it. */
    String detail(State.Asked asked) {
        JsonNode tool = asked.params().path("toolCall");
        JsonNode input = tool.path("rawInput");
        if (!input.isMissingNode() && !input.isNull()) {
            return mapper.writeValueAsString(input);
        }
        ObjectNode shown = mapper.createObjectNode();
        shown.put("title", tool.path("title").asString(""));
        for (String name : List.of("content", "locations")) {
            if (!tool.path(name).isEmpty()) {
                shown.set(name, tool.path(name));
            }
        }
        return mapper.writeValueAsString(shown);
    }

    /** The answer in the agent's words. */
    sealed interface Said {

        record Chosen(JsonNode result) implements Said {}

        record NoSuchAnswer(String reason) implements Said {}
    }

    Said answer(State.Asked asked, Answer answer) {
        return switch (answer) {
            case Answer.Allow(Answer.Scope scope) -> allow(asked, scope);
            case Answer.Deny(var reason) ->
                option(asked, "reject_once", id -> true)
                        .or(() -> option(asked, "reject_always", id -> true))
                        .<Said>map(id -> new Said.Chosen(selected(id)))
                        .orElseGet(() -> new Said.Chosen(cancelled()));
            case Answer.Choose choose -> new Said.NoSuchAnswer("this agent asks for permissions only");
        };
    }

    private Said allow(State.Asked asked, Answer.Scope scope) {
        Optional<String> found = switch (scope) {
            case ONCE -> option(asked, "allow_once", name -> true);
            case SESSION -> option(asked, "allow_always", name -> !lasting(name));
            case PROJECT ->
                option(asked, "allow_always", name -> name.contains("project"))
                        .or(() -> option(asked, "allow_always", name -> !name.contains("session")));
        };
        return found.<Said>map(id -> new Said.Chosen(selected(id)))
                .orElseGet(() -> new Said.NoSuchAnswer("the agent offers no answer that reaches as far as '"
                        + scope.name().toLowerCase(Locale.ROOT) + "' and no farther; it offers "
                        + String.join(", ", offered(asked))));
    }

    /** Whether an option's name says that it holds beyond the session. */
    private static boolean lasting(String name) {
        return name.contains("project") || name.contains("user") || name.contains("save") || name.contains("future");
    }

    private static Optional<String> option(State.Asked asked, String kind, Predicate<String> fits) {
        for (JsonNode option : asked.params().path("options")) {
            String name = (option.path("optionId").asString("") + " "
                            + option.path("name").asString(""))
                    .toLowerCase(Locale.ROOT);
            if (option.path("kind").asString("").equals(kind) && fits.test(name)) {
                return option.path("optionId").stringValueOpt();
            }
        }
        return Optional.empty();
    }

    private static List<String> offered(State.Asked asked) {
        List<String> names = new ArrayList<>();
        asked.params()
                .path("options")
                .forEach(option -> names.add("'"
                        + option.path("name").asString("") + "' ("
                        + option.path("kind").asString("").replace('_', ' ') + ")"));
        return names;
    }

    private JsonNode selected(String id) {
        ObjectNode result = mapper.createObjectNode();
        result.putObject("outcome").put("outcome", "selected").put("optionId", id);
        return result;
    }

    /** The turn is being stopped. */
    JsonNode cancelled() {
        ObjectNode result = mapper.createObjectNode();
        result.putObject("outcome").put("outcome", "cancelled");
        return result;
    }
}
