package dev.tagma.adapters.agent.claude;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** The settings given to Claude Code with {@code --settings}: they add our hooks and touch no file of the user's. */
final class HookSettings {

    /** A week: the longest a request waits for its answer before only keys are left. */
    private static final int ASK_SECONDS = 604_800;

    private static final int TELL_SECONDS = 30;

    private static final List<String> TOLD = List.of(
            "SessionStart",
            "UserPromptSubmit",
            "PostToolUse",
            "PostToolUseFailure",
            "Stop",
            "StopFailure",
            "SubagentStart",
            "SubagentStop",
            "PreCompact",
            "PostCompact",
            "SessionEnd");

    private HookSettings() {}

    static String json(JsonMapper mapper, Path script, Path spool) {
        Map<String, Object> hooks = new TreeMap<>();
        TOLD.forEach(event -> hooks.put(event, hook(script, spool, "", TELL_SECONDS)));
        hooks.put("PreToolUse", hook(script, spool, " gate", TELL_SECONDS));
        hooks.put("PermissionRequest", hook(script, spool, " ask", ASK_SECONDS));
        return mapper.writeValueAsString(Map.of("hooks", hooks));
    }

    private static List<Object> hook(Path script, Path spool, String mode, int seconds) {
        String command = "/bin/sh " + quoted(script) + " " + quoted(spool) + mode;
        return List.of(Map.of("hooks", List.of(Map.of("type", "command", "command", command, "timeout", seconds))));
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
