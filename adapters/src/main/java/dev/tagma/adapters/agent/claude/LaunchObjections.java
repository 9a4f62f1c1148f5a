package dev.tagma.adapters.agent.claude;

import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Objection;
import dev.tagma.spi.agent.Objection.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What speaks against starting Claude Code with the arguments and the variables of a launch. An argument is known by its
 * name, alone, with a value behind an equals sign, or among short ones that are written together.
 */
public final class LaunchObjections {

    private static final String MODE = "say it as the session's 'mode'";
    private static final String SETTINGS =
            "Tagma's own settings carry the hooks it listens to; put yours into .claude/settings.json of the project";
    private static final String CONVERSATION =
            "Tagma keeps the conversation's id; restart or fork the session that has the conversation";
    private static final String DIALOGUE =
            "the session is a dialogue in a terminal; send messages and read its transcript";
    private static final String WORKSPACE = "say it as the session's 'workspace' and 'branch'";
    private static final String PLACE = "the agent stays in the terminal that Tagma watches; use 'tagma attach'";
    private static final String PROMPT = "say it as the session's 'prompt', or send it as a message";

    /** What Tagma says itself, and what makes another program of it than the one that is driven. */
    private static final Map<String, String> TAKEN = Map.ofEntries(
            Map.entry("--permission-mode", MODE),
            Map.entry("--dangerously-skip-permissions", MODE),
            Map.entry("--allow-dangerously-skip-permissions", MODE),
            Map.entry("--enable-auto-mode", MODE),
            Map.entry("--inherit-permission-mode", MODE),
            Map.entry("--permission-prompts", MODE),
            Map.entry("--permission-prompt-tool", MODE),
            Map.entry("--model", "say it as the session's 'model'"),
            Map.entry("--settings", SETTINGS),
            Map.entry("--managed-settings", SETTINGS),
            Map.entry("--bare", SETTINGS),
            Map.entry("--safe-mode", SETTINGS),
            Map.entry("--session-id", CONVERSATION),
            Map.entry("--resume", CONVERSATION),
            Map.entry("-r", CONVERSATION),
            Map.entry("--continue", CONVERSATION),
            Map.entry("-c", CONVERSATION),
            Map.entry("--fork-session", CONVERSATION),
            Map.entry("--from-pr", CONVERSATION),
            Map.entry("--teleport", CONVERSATION),
            Map.entry("--no-session-persistence", CONVERSATION),
            Map.entry("--print", DIALOGUE),
            Map.entry("-p", DIALOGUE),
            Map.entry("--input-format", DIALOGUE),
            Map.entry("--output-format", DIALOGUE),
            Map.entry("--init-only", DIALOGUE),
            Map.entry("--sdk-url", DIALOGUE),
            Map.entry("--worktree", WORKSPACE),
            Map.entry("-w", WORKSPACE),
            Map.entry("--tmux", PLACE),
            Map.entry("--bg", PLACE),
            Map.entry("--background", PLACE),
            Map.entry("--cloud", PLACE),
            Map.entry("--desktop", PLACE),
            Map.entry("--remote", PLACE),
            Map.entry("--remote-control", PLACE),
            Map.entry("--", PROMPT));

    /** What lets the agent do no more, by how many words follow it. */
    private static final Map<String, Words> HARMLESS = Map.ofEntries(
            Map.entry("--verbose", Words.NONE),
            Map.entry("--disable-slash-commands", Words.NONE),
            Map.entry("--strict-mcp-config", Words.NONE),
            Map.entry("--no-chrome", Words.NONE),
            Map.entry("-v", Words.NONE),
            Map.entry("--version", Words.NONE),
            Map.entry("-h", Words.NONE),
            Map.entry("--help", Words.NONE),
            Map.entry("--debug", Words.ONE),
            Map.entry("-d", Words.ONE),
            Map.entry("--append-system-prompt", Words.ONE),
            Map.entry("--system-prompt", Words.ONE),
            Map.entry("--effort", Words.ONE),
            Map.entry("--fallback-model", Words.ONE),
            Map.entry("--name", Words.ONE),
            Map.entry("-n", Words.ONE),
            Map.entry("--betas", Words.SEVERAL),
            Map.entry("--tools", Words.SEVERAL),
            Map.entry("--disallowedTools", Words.SEVERAL),
            Map.entry("--disallowed-tools", Words.SEVERAL));

    private enum Words {
        NONE,
        ONE,
        SEVERAL
    }

    /** With these variables the program heeds no hooks, other settings or no permissions; it reads them in any case. */
    private static final Set<String> TAKEN_VARIABLES = Set.of(
            "CLAUDE_CODE_SIMPLE",
            "CLAUDE_CODE_SAFE_MODE",
            "CLAUDE_CODE_PERSONAL_HOOKS_OFF",
            "CLAUDE_CODE_MANAGED_SETTINGS_PATH",
            "CLAUDE_CODE_REMOTE_SETTINGS_PATH",
            "CLAUDE_CODE_MOCK_REMOTE_SETTINGS",
            "CLAUDE_CODE_EVEN_MORE_DANGEROUSLY_SKIP_PERMISSIONS");

    /** Where programs, settings and logins are found, and what is run before or within every program. */
    private static final Set<String> WIDER_VARIABLES = Set.of(
            "PATH",
            "HOME",
            "SHELL",
            "ENV",
            "IS_SANDBOX",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "http_proxy",
            "https_proxy",
            "EDITOR",
            "VISUAL",
            "PAGER");

    private static final List<String> WIDER_PREFIXES = List.of(
            "CLAUDE",
            "ANTHROPIC_",
            "AWS_",
            "GOOGLE_",
            "CLOUD_ML_",
            "VERTEX_",
            "DISABLE_",
            "ENABLE_",
            "MCP_",
            "BASH",
            "XDG_",
            "LD_",
            "DYLD_",
            "NODE_",
            "BUN_",
            "SSL_",
            "GIT_");

    private final List<Objection> found = new ArrayList<>();

    private LaunchObjections() {}

    public static List<Objection> to(Session.Launch launch) {
        var objections = new LaunchObjections();
        launch.model().filter(model -> model.startsWith("-")).ifPresent(objections::noModel);
        objections.look(launch.arguments());
        launch.environment().keySet().stream().sorted().forEach(objections::lookAtVariable);
        return List.copyOf(objections.found);
    }

    private void noModel(String model) {
        found.add(new Objection(Ground.TAKEN, "'" + model + "' is an argument, not a model: name the model"));
    }

    private void look(List<String> arguments) {
        Words expected = Words.NONE;
        for (String argument : arguments) {
            if (argument.startsWith("-") && !argument.equals("-")) {
                expected = lookAtFlag(argument);
            } else if (expected == Words.NONE) {
                take(argument, PROMPT);
            } else if (expected == Words.ONE) {
                expected = Words.NONE;
            }
        }
    }

    /** Returns what may follow. */
    private Words lookAtFlag(String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (!argument.startsWith("--") && name.length() > 2) {
            return lookAtCluster(argument);
        }
        if (TAKEN.containsKey(name)) {
            take(name, TAKEN.get(name));
            return Words.SEVERAL;
        }
        if (!HARMLESS.containsKey(name)) {
            found.add(new Objection(
                    Ground.WIDER,
                    "argument " + name
                            + " is not known to leave the agent's permissions as they are; leave it out, or let a person"
                            + " create the session"));
            return Words.SEVERAL;
        }
        return equals < 0 ? HARMLESS.get(name) : Words.NONE;
    }

    /** Short arguments written together: each is one until the first that takes a value, which is the rest. */
    private Words lookAtCluster(String cluster) {
        for (int i = 1; i < cluster.length(); i++) {
            if (lookAtFlag("-" + cluster.charAt(i)) != Words.NONE) {
                break;
            }
        }
        return Words.NONE;
    }

    private void take(String word, String instead) {
        found.add(new Objection(Ground.TAKEN, "'arguments' may not hold '" + word + "': " + instead));
    }

    private void lookAtVariable(String name) {
        if (TAKEN_VARIABLES.contains(name.toUpperCase(Locale.ROOT))) {
            found.add(
                    new Objection(
                            Ground.TAKEN,
                            "'environment' may not hold " + name
                                    + ": with it the agent would heed other settings than those Tagma starts it with; leave it out"));
        } else if (WIDER_VARIABLES.contains(name) || WIDER_PREFIXES.stream().anyMatch(name::startsWith)) {
            found.add(new Objection(
                    Ground.WIDER,
                    "variable " + name
                            + " decides which programs or settings the agent runs with; leave it out, or let a person"
                            + " create the session"));
        }
    }
}
