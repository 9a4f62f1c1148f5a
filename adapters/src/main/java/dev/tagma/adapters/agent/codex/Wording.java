package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.agent.codex.Asks.Ask;
import dev.tagma.adapters.form.Form;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts what the app-server asks into words for people, and what they decide into its own. */
final class Wording {

    private static final String COMMAND = "item/commandExecution/requestApproval";
    private static final String FILES = "item/fileChange/requestApproval";
    private static final String PERMISSIONS = "item/permissions/requestApproval";
    private static final String QUESTION = "item/tool/requestUserInput";
    private static final String ELICITATION = "mcpServer/elicitation/request";

    private static final int TITLE_LENGTH = 120;

    private final JsonMapper mapper;
    private final Form form;

    Wording(JsonMapper mapper) {
        this.mapper = mapper;
        this.form = new Form(mapper);
    }

    /** What is said to the app-server, or why nothing can be. */
    sealed interface Reply {
        record Result(JsonNode result) implements Reply {}

        record Not(String reason) implements Reply {}
    }

    /** What kind of request this is; none for what other clients are to do. */
    static Optional<RequestKind> kind(Ask ask) {
        return switch (ask.method()) {
            case COMMAND, FILES, PERMISSIONS -> Optional.of(RequestKind.PERMISSION);
            case ELICITATION -> Optional.of(isForm(ask) ? RequestKind.QUESTION : RequestKind.PERMISSION);
            case QUESTION -> Optional.of(RequestKind.QUESTION);
            default -> Optional.empty();
        };
    }

    /** A form of a tool server's, or a page it wants opened; other forms than the protocol's only the terminal program shows. */
    private static boolean isForm(Ask ask) {
        String mode = ask.params().path("mode").asString("form");
        return ask.method().equals(ELICITATION) && (mode.equals("form") || mode.equals("url")) && Form.is(ask.params());
    }

    static boolean answerable(Ask ask) {
        return !ask.method().equals(ELICITATION) || isForm(ask);
    }

    static List<Request.Ask> questions(Ask ask) {
        if (isForm(ask)) {
            return Form.questions(ask.params());
        }
        List<Request.Ask> asks = new ArrayList<>();
        for (JsonNode question : ask.params().path("questions")) {
            List<Request.Choice> choices = new ArrayList<>();
            question.path("options")
                    .forEach(option -> choices.add(new Request.Choice(
                            option.path("label").asString(""),
                            option.path("description").asString(""))));
            asks.add(new Request.Ask(
                    question.path("header").asString(""),
                    question.path("question").asString(""),
                    choices,
                    false));
        }
        return asks;
    }

    static String tool(String method) {
        return switch (method) {
            case COMMAND -> "Bash";
            case FILES -> "Edit";
            case PERMISSIONS -> "Permissions";
            default -> "Tool server";
        };
    }

    String title(Ask ask, @Nullable JsonNode change) {
        String title = switch (ask.method()) {
            case COMMAND -> "Bash: " + command(ask.params());
            case FILES -> "Edit: " + files(change);
            case PERMISSIONS -> "Permissions: " + ask.params().path("reason").asString("more than its sandbox allows");
            case QUESTION ->
                ask.params().path("questions").path(0).path("question").asString("a question");
            default -> "Tool server: " + ask.params().path("message").asString("a form");
        };
        String line = title.replaceAll("\\s+", " ").strip();
        return line.length() <= TITLE_LENGTH ? line : line.substring(0, TITLE_LENGTH - 1) + "…";
    }

    /** As the agent wrote it, without the shell that it is run in. */
    private static String command(JsonNode params) {
        JsonNode actions = params.path("commandActions");
        String whole = params.path("command").asString("");
        String only = actions.size() == 1 ? actions.path(0).path("command").asString("") : "";
        return only.isEmpty() ? whole : only;
    }

    private static String files(@Nullable JsonNode change) {
        List<String> paths = new ArrayList<>();
        if (change != null) {
            change.forEach(one -> paths.add(one.path("path").asString("")));
        }
        return paths.isEmpty() ? "files" : String.join(", ", paths);
    }

    String detail(Ask ask, @Nullable JsonNode change) {
        ObjectNode detail = mapper.createObjectNode();
        if (ask.method().equals(COMMAND)) {
            detail.put("command", command(ask.params()));
        }
        if (change != null) {
            detail.set("changes", change);
        }
        for (String field : List.of(
                "cwd",
                "reason",
                "permissions",
                "questions",
                "networkApprovalContext",
                "message",
                "serverName",
                "requestedSchema")) {
            JsonNode value = ask.params().path(field);
            if (!value.isMissingNode() && !value.isNull()) {
                detail.set(field, value);
            }
        }
        return mapper.writeValueAsString(detail);
    }

    Reply answer(Ask ask, Answer answer) {
        if (isForm(ask)) {
            return switch (form.answer(ask.params(), answer)) {
                case Form.Filled.Result(JsonNode result) -> new Reply.Result(result);
                case Form.Filled.Not(String reason) -> new Reply.Not(reason);
            };
        }
        return switch (answer) {
            case Answer.Allow(Answer.Scope scope) -> allow(ask, scope);
            case Answer.Deny deny -> deny(ask);
            case Answer.Choose(List<List<String>> choices) -> choose(ask, choices);
        };
    }

    private Reply allow(Ask ask, Answer.Scope scope) {
        if (scope == Answer.Scope.PROJECT) {
            return new Reply.Not("Codex can be allowed something once or for the session, not for a project");
        }
        boolean session = scope == Answer.Scope.SESSION;
        return switch (ask.method()) {
            case COMMAND, FILES -> decision(session ? "acceptForSession" : "accept");
            case PERMISSIONS ->
                result(mapper.createObjectNode()
                        .put("scope", session ? "session" : "turn")
                        .set("permissions", ask.params().path("permissions")));
            default -> atTerminal();
        };
    }

    private Reply deny(Ask ask) {
        return switch (ask.method()) {
            case COMMAND, FILES -> decision("decline");
            case PERMISSIONS ->
                result(mapper.createObjectNode().put("scope", "turn").set("permissions", mapper.createObjectNode()));
            case QUESTION -> result(mapper.createObjectNode().set("answers", mapper.createObjectNode()));
            default -> atTerminal();
        };
    }

    private Reply choose(Ask ask, List<List<String>> choices) {
        ObjectNode answers = mapper.createObjectNode();
        JsonNode questions = ask.params().path("questions");
        for (int i = 0; i < questions.size() && i < choices.size(); i++) {
            var given =
                    answers.putObject(questions.path(i).path("id").asString("")).putArray("answers");
            choices.get(i).forEach(given::add);
        }
        return result(mapper.createObjectNode().set("answers", answers));
    }

    private Reply decision(String word) {
        return result(mapper.createObjectNode().put("decision", word));
    }

    private static Reply result(JsonNode result) {
        return new Reply.Result(result);
    }

    private static Reply atTerminal() {
        return new Reply.Not("it is a form of a kind of its own; answer it at the terminal with 'tagma attach'");
    }
}
