package dev.tagma.testkit.model;

import dev.tagma.testkit.script.Step;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a tool step into calls of the tools that this client offers, whatever it calls them. */
record Toolbox(ModelRequest request) {

    private static final String[] SHELL = {
        "Bash",
        "bash",
        "exec_command",
        "shell_command",
        "shell",
        "run_shell_command",
        "local_shell",
        "execute",
        "terminal"
    };
    private static final String[] FILE = {"file_path", "filePath", "path", "absolute_path"};

    /** In plan mode Claude Code names the one file that the plan must be written to before it is shown; it may have blanks. */
    private static final Pattern PLAN_FILE = Pattern.compile("\\bat (/(?:(?! at /)[^\\n])*?/plans/[^/\\n]+?\\.md)\\b");

    /** The calls for a step; none if the client has no such tool. */
    List<ToolCall> calls(Step.ToolUse step) {
        return switch (step) {
            case Step.Bash bash -> shell(bash).stream().toList();
            case Step.Write(var file, var content) ->
                write(file, content).stream().toList();
            case Step.Read(var file) ->
                request
                        .tool("Read", "read", "read_file", "view")
                        .map(tool -> call(tool, tool.nameOf(FILE), file))
                        .stream()
                        .toList();
            case Step.Ask ask -> ask(ask).stream().toList();
            case Step.Plan(var text) -> plan(text);
            case Step.Task(var name, var prompt) -> task(name, prompt).stream().toList();
            case Step.Tool(var name, var input) -> List.of(named(name, input));
        };
    }

    private Optional<ToolCall> shell(Step.Bash step) {
        return switch (step.kind()) {
            case PLAIN -> shell(step.command());
            case BACKGROUND -> shell(step.command()).map(call -> set(call, "run_in_background", true));
            // Codex runs commands in a sandbox and asks the person only if the model asks to leave it.
            case ESCALATED ->
                shell(step.command())
                        .map(call -> set(call, "sandbox_permissions", "require_escalated"))
                        .map(call -> set(call, "justification", "Allow this command outside the sandbox?"));
        };
    }

    private Optional<ToolCall> shell(String command) {
        var code = request.tool("exec").filter(ToolSpec::freeform);
        return request.tool(SHELL)
                .map(tool -> shell(tool, command))
                .or(() -> code.map(tool -> freeform(
                        tool,
                        "const r = await tools.exec_command(%s); text(r.output ?? JSON.stringify(r));"
                                .formatted(Json.object("cmd", command)))));
    }

    private static ToolCall shell(ToolSpec tool, String command) {
        var name = tool.nameOf("command", "cmd");
        var isList = tool.property(name).path("type").asString("").equals("array");
        return call(tool, name, isList ? List.of("bash", "-lc", command) : command);
    }

    private Optional<ToolCall> write(String file, String content) {
        var patch = "*** Begin Patch\n*** Add File: %s\n%s*** End Patch\n"
                .formatted(file, content.lines().map(line -> "+" + line + "\n").reduce("", String::concat));
        var code = request.tool("exec").filter(ToolSpec::freeform);
        return request.tool("Write", "write", "write_file", "create", "create_file")
                .map(tool -> set(
                        call(tool, tool.nameOf(FILE), file), tool.nameOf("content", "file_text"), content + "\n", true))
                .or(() -> request.tool("apply_patch").map(tool -> applyPatch(tool, patch)))
                .or(() -> request.tool(SHELL).map(tool -> shell(tool, "apply_patch <<'EOF'\n" + patch + "EOF")))
                .or(() -> code.map(tool -> freeform(
                        tool,
                        "text(JSON.stringify(await tools.apply_patch(%s)));"
                                .formatted(Json.MAPPER.valueToTree(patch)))));
    }

    private static ToolCall applyPatch(ToolSpec tool, String patch) {
        return tool.freeform() ? freeform(tool, patch) : call(tool, tool.nameOf("input", "patch", "patchText"), patch);
    }

    private Optional<ToolCall> ask(Step.Ask ask) {
        var options = Json.array(ask.options().stream()
                .map(label -> Json.object("label", label, "description", "choose " + label))
                .toArray());
        return request.tool("AskUserQuestion", "request_user_input", "question", "ask_user", "ask_user_question")
                .map(tool -> {
                    var question = Json.object("question", ask.question(), "header", "Choice", "options", options);
                    var known = tool.property("questions").path("items").path("properties");
                    if (known.has("id")) {
                        question.put("id", "q1");
                    }
                    if (known.has("multiSelect")) {
                        question.put("multiSelect", false);
                    }
                    if (known.has("type")) {
                        question.put("type", "choice");
                    }
                    return call(tool, "questions", List.of(question));
                });
    }

    /** Claude Code shows the plan that stands in its plan file, and does not list the tool that shows it. */
    private List<ToolCall> plan(String text) {
        var exit = request.tool("ExitPlanMode", "exit_plan_mode").orElseGet(() -> ToolSpec.unlisted("ExitPlanMode"));
        var file = PLAN_FILE.matcher(request.system()).results().reduce((_, last) -> last);
        var written = file.flatMap(found -> write(found.group(1), text));
        return written.map(write -> List.of(write, new ToolCall(exit, Json.object())))
                .orElseGet(() -> List.of(call(exit, exit.nameOf("plan"), text)));
    }

    private Optional<ToolCall> task(String name, String prompt) {
        return request.tool("Agent", "Task", "task", "spawn_agent").map(tool -> {
            var call = call(tool, tool.nameOf("prompt", "message"), prompt);
            var described = set(call, "description", name);
            return set(described, "subagent_type", "general-purpose");
        });
    }

    private ToolCall named(String name, String input) {
        var tool = request.tool(name).orElseGet(() -> ToolSpec.unlisted(name));
        if (tool.freeform()) {
            return freeform(tool, input);
        }
        try {
            return new ToolCall(tool, Json.MAPPER.readTree(input));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("TOOL %s: its input is not JSON: %s".formatted(name, input), e);
        }
    }

    private static ToolCall freeform(ToolSpec tool, String input) {
        return new ToolCall(tool, Json.MAPPER.valueToTree(input));
    }

    /** A call with that one argument, and a harmless value for whatever else the tool insists on. */
    private static ToolCall call(ToolSpec tool, String name, Object value) {
        var input = Json.object(name, value);
        for (var required : tool.schema().path("required")) {
            var missing = required.asString();
            if (!input.has(missing)) {
                input.set(missing, harmless(tool.property(missing)));
            }
        }
        return new ToolCall(tool, input);
    }

    /** Sets an argument if the tool knows it. */
    private static ToolCall set(ToolCall call, String name, Object value) {
        return set(call, name, value, call.tool().has(name));
    }

    private static ToolCall set(ToolCall call, String name, Object value, boolean wanted) {
        return wanted ? new ToolCall(call.tool(), Json.with((ObjectNode) call.input(), name, value)) : call;
    }

    private static JsonNode harmless(JsonNode property) {
        if (property.path("enum").isArray()) {
            return property.path("enum").path(0);
        }
        Object value = switch (property.path("type").asString("").toLowerCase(Locale.ROOT)) {
            case "number", "integer" -> 1000;
            case "boolean" -> false;
            case "array" -> List.of();
            case "object" -> Json.object();
            case String _ -> "fake model";
        };
        return Json.MAPPER.valueToTree(value);
    }

    /** The names of all tools, for a message. */
    String names() {
        return String.join(", ", request.tools().stream().map(ToolSpec::name).toList());
    }
}
