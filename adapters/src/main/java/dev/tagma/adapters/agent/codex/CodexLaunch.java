package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.exec.Inherited;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command lines and the environment of a session's two programs, and what its conversation may do without asking. */
final class CodexLaunch {

    private static final String HOME = "CODEX_HOME";

    /**
     * What a conversation may do without asking, in the program's own words.
     *
     * @param approvals when it asks
     * @param sandbox what its commands can reach
     */
    record Rights(String approvals, String sandbox) {

        /**
         * A command that was approved runs in the sandbox all the same, so asking for everything needs one that can be
         * written in.
         */
        static Rights of(PermissionMode mode) {
            return switch (mode) {
                case ASK -> new Rights("untrusted", "workspace-write");
                case EDITS -> new Rights("on-request", "workspace-write");
                case READ_ONLY -> new Rights("never", "read-only");
                case YOLO -> new Rights("never", "danger-full-access");
                case PLAN -> throw new IllegalArgumentException("Codex has no mode that only plans");
            };
        }
    }

    private CodexLaunch() {}

    static List<String> server(CodexTools tools, Session session, Path socket) {
        List<String> command = new ArrayList<>(tools.program());
        command.addAll(List.of("app-server", "--listen", "unix://" + socket));
        command.addAll(session.launch().arguments());
        return command;
    }

    static List<String> face(CodexTools tools, Session session, Path socket, String conversation) {
        List<String> command = new ArrayList<>(tools.program());
        command.addAll(List.of("resume", conversation, "--remote", "unix://" + socket));
        command.addAll(List.of("-C", session.workspace().path()));
        return command;
    }

    /** What every program of the agent is given: passed on, then the agent's settings. */
    static Map<String, String> environment(CodexTools tools) {
        Map<String, String> environment = Inherited.inTerminal(tools.inherited(), Set.of(HOME));
        environment.putAll(tools.settings());
        return environment;
    }

    /** The same, then the session's, then Tagma's own. */
    static Map<String, String> environment(CodexTools tools, Session session, Map<String, String> own) {
        Map<String, String> environment = environment(tools);
        environment.putAll(session.launch().environment());
        environment.putAll(own);
        return Map.copyOf(environment);
    }

    /** Where the program keeps its login, its settings and its conversations. */
    static Path home(Map<String, String> environment) {
        String own = environment.getOrDefault(HOME, "");
        return own.isBlank() ? Path.of(environment.getOrDefault("HOME", "/")).resolve(".codex") : Path.of(own);
    }
}
