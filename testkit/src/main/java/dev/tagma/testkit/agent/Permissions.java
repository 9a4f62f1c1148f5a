package dev.tagma.testkit.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the agent may do without asking. */
final class Permissions {

    enum Verdict {
        ALLOW,
        ASK,
        DENY
    }

    private static final List<String> CYCLE = List.of("default", "acceptEdits", "plan", "auto");

    private static final Set<String> HARMLESS = Set.of(
            "cat", "date", "echo", "false", "grep", "head", "ls", "pwd", "printf", "seq", "sleep", "tail", "test",
            "true", "wc");

    private static final Set<String> ON_FILES = Set.of("cp", "mkdir", "mv", "rm", "rmdir", "touch");

    private static final Pattern SEPARATORS = Pattern.compile("&&|\\|\\||[;|\n]");

    /** A rule such as {@code Bash}, {@code Bash(git commit:*)} or {@code Bash(touch A)}. */
    private static final Pattern RULE = Pattern.compile("(\\w+)(?:\\((.*)\\))?", Pattern.DOTALL);

    private final Path cwd;
    private final List<String> rules;
    private volatile String mode;

    Permissions(Path cwd, List<String> allowed, String mode) {
        this.cwd = cwd;
        this.rules = new CopyOnWriteArrayList<>(allowed);
        this.mode = mode.equals("manual") ? "default" : mode;
    }

    String mode() {
        return mode;
    }

    void setMode(String mode) {
        this.mode = mode;
    }

    void nextMode() {
        mode = CYCLE.get((CYCLE.indexOf(mode) + 1) % CYCLE.size());
    }

    Verdict judge(ToolUse use) {
        if (use.name().equals("AskUserQuestion") || use.name().equals("ExitPlanMode")) {
            return Verdict.ASK;
        }
        if (mode.equals("bypassPermissions")
                || isHarmless(use)
                || rules.stream().anyMatch(rule -> covers(rule, use))) {
            return Verdict.ALLOW;
        }
        return mode.equals("dontAsk") ? Verdict.DENY : Verdict.ASK;
    }

    private boolean isHarmless(ToolUse use) {
        boolean accepts = mode.equals("acceptEdits");
        return switch (use.name()) {
            case "Agent" -> true;
            case "Read" -> isInside(use.text("file_path"));
            case "Write" -> (accepts && isInside(use.text("file_path"))) || isPlanFile(use.text("file_path"));
            case "Bash" -> isHarmless(use.text("command"), accepts);
            case String _ -> false;
        };
    }

    private static boolean isHarmless(String command, boolean acceptsFiles) {
        return !command.contains(">")
                && Arrays.stream(SEPARATORS.split(command))
                        .map(part -> part.strip().split("\\s+", 2)[0])
                        .allMatch(word -> HARMLESS.contains(word) || (acceptsFiles && ON_FILES.contains(word)));
    }

    private boolean isInside(String file) {
        return cwd.resolve(file).normalize().startsWith(cwd);
    }

    private static boolean isPlanFile(String file) {
        return file.contains("/plans/") && file.endsWith(".md");
    }

    private static boolean covers(String rule, ToolUse use) {
        var match = RULE.matcher(rule);
        if (!match.matches() || !match.group(1).equals(use.name())) {
            return false;
        }
        var content = match.group(2);
        var subject = use.name().equals("Bash") ? use.text("command") : use.text("file_path");
        return content == null
                || (content.endsWith(":*")
                        ? subject.startsWith(content.substring(0, content.length() - 2))
                        : subject.equals(content));
    }

    /** What the dialog offers to remember, as hooks are told. */
    List<Object> suggestions(ToolUse use) {
        var suggestions = new ArrayList<Object>();
        if (touchesFiles(use)) {
            suggestions.add(Json.object(
                    "type", "addDirectories", "directories", List.of(cwd.toString()), "destination", "session"));
        }
        if (use.name().equals("Write") || use.name().equals("Bash")) {
            suggestions.add(Json.object("type", "setMode", "mode", "acceptEdits", "destination", "session"));
        }
        return suggestions;
    }

    /** Whether the first word of a command is one that changes files. */
    static boolean touchesFiles(ToolUse use) {
        return use.name().equals("Bash")
                && ON_FILES.contains(use.text("command").strip().split("\\s+", 2)[0]);
    }

    /** Takes over what an answer wants to be remembered. */
    void update(List<Tree> updates) {
        for (var update : updates) {
            switch (update.at("type").text()) {
                case "setMode" -> setMode(update.at("mode").text(mode));
                case "addRules" ->
                    update.at("rules")
                            .list()
                            .forEach(rule ->
                                    addRule(rule, update.at("destination").text()));
                case String _ -> {}
            }
        }
    }

    private void addRule(Tree rule, String destination) {
        var content = rule.at("ruleContent");
        var text = rule.at("toolName").text() + (content.isMissing() ? "" : "(" + content.text() + ")");
        rules.add(text);
        switch (destination) {
            case "localSettings" -> remember(text, cwd.resolve(".claude/settings.local.json"));
            case "projectSettings" -> remember(text, cwd.resolve(".claude/settings.json"));
            case String _ -> {}
        }
    }

    private static void remember(String rule, Path file) {
        try {
            var settings = Files.exists(file) ? Json.read(Files.readString(file)) : new Tree(null);
            var members = settings.members();
            var permissions = settings.at("permissions").members();
            var allowed = new ArrayList<@Nullable Object>(settings.at("permissions").at("allow").list().stream()
                    .map(Tree::text)
                    .toList());
            allowed.add(rule);
            permissions.put("allow", allowed);
            members.put("permissions", permissions);
            Files.createDirectories(file.getParent());
            Files.writeString(file, Json.write(members) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remember the rule %s in %s".formatted(rule, file), e);
        }
    }
}
