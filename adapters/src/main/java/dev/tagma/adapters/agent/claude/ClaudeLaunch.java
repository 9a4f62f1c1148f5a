package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.exec.Inherited;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Start;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command line and the environment of a Claude Code process. */
public final class ClaudeLaunch {

    private ClaudeLaunch() {}

    /**
     * The command line.
     *
     * @param fresh whether the conversation has never begun: its id is then given, not resumed
     */
    static List<String> command(List<String> program, Session session, Start how, boolean fresh, Path settings) {
        List<String> command = new ArrayList<>(program);
        Optional<AgentSessionId> own = session.agentSessionId();
        switch (how) {
            case Start.Fresh start -> own.ifPresent(id -> command.addAll(List.of("--session-id", id.value())));
            case Start.Resume(AgentSessionId id) ->
                command.addAll(List.of(fresh ? "--session-id" : "--resume", id.value()));
            case Start.Fork(AgentSessionId id) -> command.addAll(List.of("--resume", id.value(), "--fork-session"));
        }
        command.addAll(List.of("--permission-mode", mode(session.launch().mode())));
        command.addAll(List.of("--settings", settings.toString()));
        session.launch().model().ifPresent(model -> command.addAll(List.of("--model", model)));
        command.addAll(session.launch().arguments());
        return command;
    }

    /** The name of a mode at the command line. */
    public static String mode(PermissionMode mode) {
        return switch (mode) {
            case ASK -> "manual";
            case EDITS -> "acceptEdits";
            case PLAN -> "plan";
            case YOLO -> "bypassPermissions";
            case READ_ONLY -> throw new IllegalArgumentException("Claude Code has no read-only mode");
        };
    }

    /** The environment: passed on, then the agent's settings, then the session's, then Tagma's own. */
    static Map<String, String> environment(
            Map<String, String> inherited, Map<String, String> settings, Session session, Map<String, String> own) {
        Map<String, String> environment = environment(inherited, settings);
        environment.putAll(session.launch().environment());
        environment.putAll(own);
        return environment;
    }

    /** What every session has: passed on, then the agent's settings. */
    static Map<String, String> environment(Map<String, String> inherited, Map<String, String> settings) {
        Map<String, String> environment = Inherited.inTerminal(inherited, Set.of("CLAUDE_CONFIG_DIR"));
        environment.put("DISABLE_AUTOUPDATER", "1");
        // The left arrow would move the conversation into a background process that outlives its terminal.
        environment.put("CLAUDE_CODE_DISABLE_AGENT_VIEW", "1");
        environment.put("CLAUDE_CODE_DISABLE_FEEDBACK_SURVEY", "1");
        environment.putAll(settings);
        return environment;
    }
}
