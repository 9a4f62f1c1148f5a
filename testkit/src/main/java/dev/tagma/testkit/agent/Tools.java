package dev.tagma.testkit.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/** Uses tools for real. */
final class Tools {

    private final Kit kit;
    private final Path cwd;

    Tools(Kit kit, Path cwd) {
        this.kit = kit;
        this.cwd = cwd;
    }

    /** What the screen shows while the tool is used. */
    List<String> announced(ToolUse use) {
        return switch (use.name()) {
            case "Bash" -> List.of("  Running " + use.text("command"), "  ⎿  $ " + use.text("command"));
            case "Write" -> List.of("● Write(" + use.text("file_path") + ")");
            case "Read" -> List.of("  Reading " + use.text("file_path"));
            case "Agent" -> List.of("● Agent(" + use.text("description") + ")");
            case String _ -> List.of();
        };
    }

    /** How the screen names a use that did not come about. */
    String named(ToolUse use) {
        return use.name().equals("Bash") ? "$ " + use.text("command") : use.name();
    }

    ToolResult use(ToolUse use) throws InterruptedException {
        return switch (use.name()) {
            case "Bash" -> use.tree().at("run_in_background").isTrue() ? background(use) : bash(use.text("command"));
            case "Write" -> write(use.text("file_path"), use.text("content"));
            case "Read" -> read(use.text("file_path"));
            case "AskUserQuestion" -> answered(use);
            case "ExitPlanMode" -> planned(use);
            case String name ->
                ToolResult.error("No such tool available: " + name, "  ⎿  No such tool available: " + name);
        };
    }

    /** Runs a command to its end; an interruption ends it. */
    ToolResult bash(String command) throws InterruptedException {
        var ran = run(command);
        var output = (ran.out() + ran.err()).stripTrailing();
        var response = Json.object(
                "stdout", ran.out().stripTrailing(),
                "stderr", ran.err().stripTrailing(),
                "interrupted", false,
                "isImage", false,
                "noOutputExpected", output.isEmpty());
        return ran.code() == 0
                ? new ToolResult(
                        output.isEmpty() ? "(Bash completed with no output)" : output,
                        false,
                        response,
                        List.of("  Ran 1 shell command"))
                : ToolResult.error(
                        "Exit code %d\n%s".formatted(ran.code(), output).stripTrailing(), "  Ran 1 shell command");
    }

    /** How a command went. */
    record Ran(int code, String out, String err) {}

    Ran run(String command) throws InterruptedException {
        try {
            var process = shell(command).start();
            var err =
                    new FutureTask<>(() -> new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            var out =
                    new FutureTask<>(() -> new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            Thread.ofVirtual().start(err);
            Thread.ofVirtual().start(out);
            try {
                int code = process.waitFor();
                return new Ran(code, out.get(), err.get());
            } catch (InterruptedException e) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                throw e;
            }
        } catch (IOException | ExecutionException e) {
            return new Ran(127, "", "cannot run the command: " + e.getMessage());
        }
    }

    private ProcessBuilder shell(String command) {
        var builder = new ProcessBuilder("bash", "-c", command)
                .directory(cwd.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("CLAUDECODE", "1");
        return builder;
    }

    private ToolResult background(ToolUse use) {
        var command = use.text("command");
        try {
            var output = Files.createTempFile("scripted-agent-", ".output");
            var process = shell(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            var id = kit.background().shell(use, command, process, output);
            var content =
                    "Command running in background with ID: %s. Output is being written to: %s. You will be notified when it completes."
                            .formatted(id, output);
            var response = Json.object(
                    "stdout", "", "stderr", "", "interrupted", false, "isImage", false, "backgroundTaskId", id);
            return new ToolResult(content, false, response, List.of("  Ran 1 shell command"));
        } catch (IOException e) {
            return ToolResult.error("cannot run the command: " + e.getMessage(), "  ⎿  Error");
        }
    }

    private ToolResult write(String name, String content) {
        var file = cwd.resolve(name);
        try {
            var isNew = !Files.exists(file);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            var lines = content.lines().toList();
            var shown = new ArrayList<String>();
            shown.add("● Write(" + name + ")");
            shown.add("  ⎿  Wrote %d line%s to %s".formatted(lines.size(), lines.size() == 1 ? "" : "s", name));
            for (int i = 0; i < Math.min(10, lines.size()); i++) {
                shown.add("      %d %s".formatted(i + 1, lines.get(i)));
            }
            var response =
                    Json.object("type", isNew ? "create" : "update", "filePath", file.toString(), "content", content);
            var told = isNew ? "File created successfully at: " : "The file has been updated: ";
            return new ToolResult(told + file, false, response, shown);
        } catch (IOException e) {
            return ToolResult.error("cannot write %s: %s".formatted(file, e), "  ⎿  Error writing file");
        }
    }

    private ToolResult read(String name) {
        try {
            var content = Files.readString(cwd.resolve(name));
            var response = Json.object("type", "text", "file", Json.object("filePath", name, "content", content));
            return new ToolResult(content, false, response, List.of("  Read 1 file"));
        } catch (IOException e) {
            return ToolResult.error("File does not exist: " + name, "  ⎿  Error reading file");
        }
    }

    private static ToolResult answered(ToolUse use) {
        var answers = use.tree().at("answers").members();
        var pairs = answers.entrySet().stream()
                .map(answer -> "\"%s\"=\"%s\"".formatted(answer.getKey(), answer.getValue()))
                .collect(Collectors.joining(", "));
        var shown = new ArrayList<String>();
        shown.add("● Answered Claude's questions:");
        answers.forEach((question, answer) -> shown.add("  ⎿  · %s → %s".formatted(question, answer)));
        return new ToolResult(
                "Your questions have been answered: %s. You can now continue with these answers in mind."
                        .formatted(pairs),
                false,
                use.input(),
                shown);
    }

    private static ToolResult planned(ToolUse use) {
        var plan = use.text("plan");
        var content = "User has approved your plan. You can now start coding.\n\n## Approved Plan:\n" + plan;
        return new ToolResult(
                content,
                false,
                use.input(),
                List.of(
                        "● User approved Claude's plan",
                        "  ⎿  " + plan.lines().findFirst().orElse("")));
    }
}
