package dev.tagma.cli.fake;

import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Confidence;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.json.RecordCodec;
import dev.tagma.wire.session.SessionJson;
import dev.tagma.wire.session.TurnSummaryJson;
import dev.tagma.wire.session.WorkspaceJson;
import dev.tagma.wire.turn.TurnState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the daemon says of things, written by the records of the interface: so the tests cannot drift from it. */
public final class Samples {

    public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    public static final String OTTER = "01932d3c-8a00-7000-8000-000000000001";
    public static final String OWL = "01932d3c-8a00-7000-8000-000000000002";

    private Samples() {}

    public static String json(Record record) {
        return JsonText.write(RecordCodec.write(record));
    }

    public static String session(String id, String handle, Lifecycle lifecycle, Activity activity, String reason) {
        return json(sessionRecord(id, handle, lifecycle, Optional.ofNullable(activity), reason));
    }

    public static SessionJson sessionRecord(
            String id, String handle, Lifecycle lifecycle, Optional<Activity> activity, String reason) {
        return sessionRecord(id, handle, lifecycle, activity, reason, Optional.empty());
    }

    public static SessionJson sessionRecord(
            String id,
            String handle,
            Lifecycle lifecycle,
            Optional<Activity> activity,
            String reason,
            Optional<String> runtime) {
        return new SessionJson(
                SessionId.parse(id),
                new Handle(handle),
                "Fix the parser",
                new GroupPath("team/api"),
                List.of("urgent"),
                new AgentId("claude-code"),
                DriverKind.TERMINAL,
                PermissionMode.PLAN,
                Optional.empty(),
                AfterLimit.WAIT,
                runtime,
                new WorkspaceJson(
                        Workspace.Kind.WORKTREE,
                        "/work trees/ü/" + handle,
                        Optional.of("/repo"),
                        Optional.of("tagma/" + handle),
                        Optional.of("0123456789abcdef0123456789abcdef01234567"),
                        true,
                        Map.of("TAGMA_PORT_WEB", "21000"),
                        List.of()),
                lifecycle,
                activity,
                reason,
                NOW.minusSeconds(12),
                Confidence.HIGH,
                "state-file",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new TurnSummaryJson(3, TurnState.COMPLETED)),
                List.of(),
                0,
                NOW.minusSeconds(7200),
                Optional.of(new AgentSessionId("c0ffee")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static String idle(String id, String handle) {
        return session(id, handle, Lifecycle.LIVE, Activity.IDLE, "the turn is over");
    }

    /** A list of sessions, each as its JSON. */
    public static String sessions(String... sessions) {
        return "{\"sessions\":[" + String.join(",", sessions) + "]}";
    }

    public static String waited(boolean reached, String session) {
        return "{\"reached\":" + reached + ",\"session\":" + session + "}";
    }
}
