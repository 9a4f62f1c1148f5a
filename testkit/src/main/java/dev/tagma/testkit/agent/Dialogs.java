package dev.tagma.testkit.agent;

import dev.tagma.testkit.agent.Dialog.Look;
import dev.tagma.testkit.agent.Dialog.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The dialogs of the program, as they look and with what their answers mean. */
final class Dialogs {

    private static final List<String> AMEND = List.of("Esc to cancel · Tab to amend");

    private Dialogs() {}

    /** The dialog for a tool. */
    static Dialog of(ToolUse use, Path cwd, String asker) {
        return switch (use.name()) {
            case "Write" -> write(use, cwd, asker);
            case "AskUserQuestion" -> question(use);
            case "ExitPlanMode" -> use.text("plan").isEmpty() ? exitPlan() : plan(use);
            case "Bash" -> bash(use, cwd, asker);
            case String _ -> other(use, asker);
        };
    }

    private static Dialog bash(ToolUse use, Path cwd, String asker) {
        var command = use.text("command");
        var options = new ArrayList<Option>();
        options.add(Option.of("Yes", Answer.Allowed.byPerson()));
        if (Permissions.touchesFiles(use)) {
            options.add(Option.of(
                    "Yes, and always allow access to %s from this project".formatted(cwd), Answer.Allowed.byPerson()));
        }
        options.add(Option.of(
                "Yes, and switch to auto mode · auto mode handles these prompts for you",
                Answer.Updating.mode("auto", Answer.Allowed.byPerson())));
        options.add(Option.of("No", new Answer.Rejected()));
        IntFunction<List<String>> head = columns -> {
            var rows = new ArrayList<>(title("Bash command", asker, columns));
            rows.add(" " + Paint.grey("Run shell command"));
            rows.add(Paint.dashes(columns));
            Text.wrapped(command, columns - 2).forEach(row -> rows.add(" " + row));
            rows.add(Paint.dashes(columns));
            rows.add(" Do you want to proceed?");
            return rows;
        };
        return new Dialog("permission prompt", new Look(head, true, 1, -1, AMEND), options);
    }

    private static Dialog write(ToolUse use, Path cwd, String asker) {
        var file = cwd.resolve(use.text("file_path"));
        var name = file.startsWith(cwd) ? cwd.relativize(file).toString() : file.toString();
        IntFunction<List<String>> head = columns -> {
            var rows = new ArrayList<>(title("Create file", asker, columns));
            rows.add(" " + name);
            rows.add(Paint.dashes(columns));
            var lines = use.text("content").stripTrailing().lines().limit(10).toList();
            for (int i = 0; i < lines.size(); i++) {
                rows.add(Text.clipped("  %d %s".formatted(i + 1, lines.get(i)), columns));
            }
            rows.add(Paint.dashes(columns));
            rows.add(" Do you want to create %s?".formatted(file.getFileName()));
            return rows;
        };
        var options = List.of(
                Option.of("Yes", Answer.Allowed.byPerson()),
                Option.of(
                        "Yes, and switch to accept edits (auto-approve file edits and common file commands) for this session (shift+tab)",
                        Answer.Updating.mode("acceptEdits", Answer.Allowed.byPerson())),
                Option.of("No", new Answer.Rejected()));
        return new Dialog("permission prompt", new Look(head, true, 1, -1, AMEND), options);
    }

    private static Dialog other(ToolUse use, String asker) {
        IntFunction<List<String>> head = columns -> {
            var rows = new ArrayList<>(title("Tool use", asker, columns));
            rows.add(Text.clipped("   %s(%s)".formatted(use.name(), Json.write(use.input())), columns));
            rows.add("");
            rows.add(" Do you want to proceed?");
            return rows;
        };
        var options = List.of(Option.of("Yes", Answer.Allowed.byPerson()), Option.of("No", new Answer.Rejected()));
        return new Dialog("permission prompt", new Look(head, true, 1, -1, AMEND), options);
    }

    private static Dialog question(ToolUse use) {
        var asked = use.tree().at("questions").list().stream().findFirst().orElse(new Tree(null));
        var question = asked.at("question").text();
        var options = new ArrayList<Option>();
        for (var option : asked.at("options").list()) {
            var label = option.at("label").text();
            options.add(Option.with(label, option.at("description").text(), answered(use, question, label)));
        }
        options.add(Option.writing("Type something.", text -> answered(use, question, text)));
        options.add(Option.of(
                "Chat about this",
                new Answer.Denied(Answer.Source.PERSON, "The user wants to clarify these questions.")));
        IntFunction<List<String>> head = columns ->
                List.of(Paint.rule(columns), " ☐ " + asked.at("header").text("Choice"), "", Paint.bold(question), "");
        var look = new Look(
                head, true, 0, options.size() - 1, List.of("Enter to select · ↑/↓ to navigate · Esc to cancel"));
        return new Dialog("input needed", look, options);
    }

    /** The input of a question with its answer in it, as the tool wants it. */
    private static Answer answered(ToolUse use, String question, String answer) {
        var input = use.tree().members();
        var answers = use.tree().at("answers").members();
        answers.put(question, answer);
        input.put("answers", answers);
        input.put("annotations", Json.object());
        return new Answer.Allowed(Answer.Source.PERSON, input);
    }

    private static Dialog plan(ToolUse use) {
        IntFunction<List<String>> head = columns -> {
            var rows = new ArrayList<>(planTitle("Ready to code?", columns));
            rows.add("   Here is Claude's plan:");
            rows.add("  " + Paint.dashes(columns - 4));
            Text.wrapped(use.text("plan").stripTrailing(), columns - 6).forEach(row -> rows.add("   " + row));
            rows.add("  " + Paint.dashes(columns - 4));
            rows.add("");
            rows.add("  " + Paint.rule(columns - 4));
            rows.add("   Claude has written up a plan and is ready to execute. Would you like to proceed?");
            rows.add("");
            return rows;
        };
        var options = List.of(
                Option.of("Yes, and use auto mode", Answer.Updating.mode("auto", Answer.Allowed.byPerson())),
                Option.of("Yes, manually approve edits", Answer.Updating.mode("default", Answer.Allowed.byPerson())),
                Option.writing("Tell Claude what to change", text -> new Answer.Denied(Answer.Source.PERSON, text)));
        var foot = List.of("  ctrl+g to edit · " + use.text("planFilePath"));
        return new Dialog("permission prompt", new Look(head, true, 3, -1, foot), options);
    }

    private static Dialog exitPlan() {
        IntFunction<List<String>> head = columns -> {
            var rows = new ArrayList<>(planTitle("Exit plan mode?", columns));
            rows.add("    Claude wants to exit plan mode");
            rows.add("");
            return rows;
        };
        var options = List.of(
                Option.of(
                        "Yes, and switch to default (ask each time) for this session",
                        Answer.Updating.mode("default", Answer.Allowed.byPerson())),
                Option.of("No", new Answer.Rejected()));
        return new Dialog("permission prompt", new Look(head, true, 4, -1, List.of()), options);
    }

    private static List<String> planTitle(String title, int columns) {
        return List.of(
                Paint.blue("▔".repeat(columns)), "", "  " + Paint.rule(columns - 4), "   " + Paint.bold(title), "");
    }

    /** Asks, before anything else, whether the directory is to be trusted; the default is no. */
    static Dialog trust(Path cwd) {
        IntFunction<List<String>> head = columns -> {
            var rows = new ArrayList<String>();
            rows.add(Paint.rule(columns));
            rows.add(" " + Paint.bold("Accessing workspace:"));
            rows.add("");
            rows.add(" " + cwd);
            rows.add("");
            var question = "Quick safety check: Is this a project you created or one you trust?"
                    + " The agent will be able to read, edit, and execute files here.";
            Text.wrapped(question, columns - 2).forEach(row -> rows.add(" " + row));
            rows.add("");
            return rows;
        };
        var options = List.of(
                Option.of("No, exit", new Answer.Rejected()),
                Option.of("Yes, I trust this folder", Answer.Allowed.byPerson()));
        return new Dialog("", new Look(head, false, 1, -1, List.of("Enter to confirm · Esc to cancel")), options);
    }

    /** What a command such as {@code /help} shows until it is closed. */
    static Dialog menu(String command, List<String> lines) {
        IntFunction<List<String>> head = columns -> {
            var rows = new ArrayList<String>();
            rows.add(Paint.rule(columns));
            rows.add(" " + Paint.bold(command));
            rows.add("");
            lines.forEach(line -> rows.add("  " + line));
            rows.add("");
            return rows;
        };
        var close = List.of(Option.of("Close", new Answer.Rejected()));
        return new Dialog("dialog open", new Look(head, false, 1, -1, List.of("Esc to cancel")), close);
    }

    private static List<String> title(String title, String asker, int columns) {
        var from = asker.isEmpty() ? "" : Paint.grey(" · from the %s agent".formatted(asker));
        return List.of(Paint.blueRule(columns), " " + Paint.bold(Paint.blue(title)) + from);
    }
}
