package dev.tagma.wire.operation;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Activity;
import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.session.AttachJson;
import dev.tagma.wire.session.CourseJson;
import dev.tagma.wire.session.ExplanationJson;
import dev.tagma.wire.session.GoalDroppedJson;
import dev.tagma.wire.session.GoalHeldJson;
import dev.tagma.wire.session.GoalJson;
import dev.tagma.wire.session.GoalWishJson;
import dev.tagma.wire.session.GroupListJson;
import dev.tagma.wire.session.HandedJson;
import dev.tagma.wire.session.HandoffJson;
import dev.tagma.wire.session.NewSessionJson;
import dev.tagma.wire.session.RemovalJson;
import dev.tagma.wire.session.SessionChangeJson;
import dev.tagma.wire.session.SessionJson;
import dev.tagma.wire.session.SessionListJson;
import dev.tagma.wire.session.WaitJson;
import java.util.List;

/** What can be asked about sessions themselves. */
public final class SessionOperations {

    public static final Operation CREATE = Operation.post("createSession", "/v1/sessions")
            .says(
                    "Create a session",
                    "Records a session and begins to bring it up; answers at once. Watch its lifecycle, or wait for it to be"
                            + " live. A prompt is accepted together with it. Called from within a session, the new one gets"
                            + " that session as its parent and may not have a mode above its own.")
            .takes(NewSessionJson.class)
            .refuses(ErrorCode.CONFLICT, ErrorCode.UNAVAILABLE, ErrorCode.UNTRUSTED)
            .gives(201, SessionJson.class);

    public static final Operation LIST = Operation.get("listSessions", "/v1/sessions")
            .says(
                    "List sessions",
                    "All sessions that are not removed, oldest first. A filter given more than once matches any of its"
                            + " values; different filters must all match.")
            .with(
                    Parameter.text("group", "team/api", "Only sessions in this group or below it.")
                            .repeated(),
                    Parameter.text("agent", "claude-code", "Only sessions of this agent.")
                            .repeated(),
                    Parameter.choice("activity", Activity.class, "Only sessions that do this.")
                            .repeated(),
                    Parameter.text("tag", "urgent", "Only sessions with this tag.")
                            .repeated(),
                    Parameter.choice("lifecycle", Lifecycle.class, "Only sessions that have come so far.")
                            .repeated())
            .gives(SessionListJson.class);

    public static final Operation GET = Operation.get("getSession", "/v1/sessions/{id}")
            .says("Show a session", "The session as it is now.")
            .with(Common.SESSION)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS)
            .gives(SessionJson.class);

    public static final Operation CHANGE = Operation.patch("changeSession", "/v1/sessions/{id}")
            .says("Rename or move a session", "Changes handle, title, group or tags; what is absent stays.")
            .with(Common.SESSION)
            .takes(SessionChangeJson.class)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT)
            .gives(SessionJson.class);

    public static final Operation REMOVE = Operation.delete("removeSession", "/v1/sessions/{id}")
            .says(
                    "Remove a session",
                    "Stops the agent, saves everything of the workspace to a verified ref, then removes what Tagma made."
                            + " Work that is neither committed nor pushed makes it refuse unless force allows it; it is saved"
                            + " all the same.")
            .with(
                    Common.SESSION,
                    Parameter.choice("force", Force.class, "What may go although it is not clean."),
                    Parameter.flag("keepWorkspace", "Leave the directory where it is."))
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT, ErrorCode.UNSAVED_WORK)
            .gives(RemovalJson.class);

    public static final Operation INTERRUPT = step("interrupt", "Stop the running turn", "Stops the running turn.");

    public static final Operation MODE = Operation.post("setSessionMode", "/v1/sessions/{id}/mode")
            .says(
                    "Give a session another mode or model",
                    "At once where its agent runs and takes it, which those that are driven over a protocol do; else from its"
                            + " next start on. A session may give none a mode in which an agent may do more than in its own.")
            .with(Common.SESSION)
            .takes(CourseJson.class)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT, ErrorCode.UNAVAILABLE)
            .gives(SessionJson.class);

    public static final Operation GOAL = Operation.get("getSessionGoal", "/v1/sessions/{id}/goal")
            .says(
                    "Show a session's goal",
                    "What its agent pursues by itself, turn after turn; asked of the agent. Only some agents can: Codex.")
            .with(Common.SESSION)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT, ErrorCode.UNAVAILABLE)
            .gives(GoalHeldJson.class);

    public static final Operation SET_GOAL = Operation.post("setSessionGoal", "/v1/sessions/{id}/goal")
            .says(
                    "Set, pause or resume a session's goal",
                    "The agent begins turns for it by itself until it is reached, paused, dropped or its tokens are used up."
                            + " It is paused where a budget of Tagma's is used up, and refused where one is.")
            .with(Common.SESSION)
            .takes(GoalWishJson.class)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT, ErrorCode.UNAVAILABLE)
            .gives(GoalJson.class);

    public static final Operation DROP_GOAL = Operation.delete("dropSessionGoal", "/v1/sessions/{id}/goal")
            .says("Drop a session's goal", "The turn that runs goes on to its end; none follows by itself.")
            .with(Common.SESSION)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT, ErrorCode.UNAVAILABLE)
            .gives(GoalDroppedJson.class);

    public static final Operation ESCAPE =
            step("escape", "Press escape", "Presses escape once in the agent's terminal.");

    public static final Operation STOP =
            step("stop", "Stop the agent", "Ends the agent; conversation and workspace are kept.");

    public static final Operation START = step(
            "start",
            "Start the agent",
            "Starts a session that is not running, with its conversation where it has one.");

    public static final Operation RESTART =
            step("restart", "Restart the agent", "Stops the agent if it runs and starts it with its conversation.");

    public static final Operation RESUME = step(
            "resume",
            "Resume the conversation",
            "The same as start, under the name that says what becomes of the conversation.");

    public static final Operation FORK = Operation.post("forkSession", "/v1/sessions/{id}/fork")
            .says(
                    "Fork a session",
                    "Makes a new session that continues a copy of this one's conversation. Agent, driver, mode, model,"
                            + " arguments and path are the original's where they are absent, and variables where they have no other value.")
            .with(Common.SESSION)
            .mayTake(NewSessionJson.class)
            .refuses(
                    ErrorCode.NOT_FOUND,
                    ErrorCode.AMBIGUOUS,
                    ErrorCode.CONFLICT,
                    ErrorCode.UNAVAILABLE,
                    ErrorCode.UNTRUSTED)
            .gives(201, SessionJson.class);

    public static final Operation HANDOFF = Operation.post("handOffSession", "/v1/sessions/{id}/handoff")
            .says(
                    "Hand over to another agent",
                    "Ends the agent and hands its work to a new session with another agent, model or mode: the workspace,"
                            + " the messages that wait, and the conversation. The same agent goes on with the conversation"
                            + " itself; another one is told what was said, newest first as far as there is room. The answer"
                            + " says what went over and what did not. Refused while the agent does not rest, unless"
                            + " interrupt is set. The old session can be read and removed; its workspace is the new one's.")
            .with(Common.SESSION)
            .takes(HandoffJson.class)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT, ErrorCode.UNAVAILABLE)
            .gives(201, HandedJson.class);

    public static final Operation WAIT = Operation.get("waitForSession", "/v1/sessions/{id}/wait")
            .says(
                    "Wait for a session",
                    "Answers as soon as what is waited for holds, or with reached false when the time is up: then ask again."
                            + " It asks about a state, so that asking again after a broken connection misses nothing.")
            .with(
                    Common.SESSION,
                    Parameter.choice("for", WaitFor.class, "What to wait for.").or("settled"),
                    Parameter.text("message", "01932d3c-8a00-7000-8000-000000000001", "The message, for message."),
                    Parameter.whole("timeout", 0, 60, "How many seconds to wait at most.")
                            .or("30"))
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS)
            .gives(WaitJson.class);

    public static final Operation EXPLAIN = Operation.get("explainSession", "/v1/sessions/{id}/explain")
            .says("Explain a status", "The status with the facts and rules it is founded on.")
            .with(Common.SESSION)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS)
            .gives(ExplanationJson.class);

    public static final Operation ATTACH = Operation.get("getAttachCommand", "/v1/sessions/{id}/attach")
            .says("How to attach", "The command a person runs in a terminal to see the agent and type to it.")
            .with(Common.SESSION)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT)
            .gives(AttachJson.class);

    public static final Operation GROUPS = Operation.get("listGroups", "/v1/groups")
            .says("List groups", "Every group that holds a session, in it or below, by path.")
            .gives(GroupListJson.class);

    static List<Operation> all() {
        return List.of(
                CREATE, LIST, GET, CHANGE, REMOVE, INTERRUPT, MODE, GOAL, SET_GOAL, DROP_GOAL, ESCAPE, STOP, START,
                RESTART, RESUME, FORK, HANDOFF, WAIT, EXPLAIN, ATTACH, GROUPS);
    }

    private SessionOperations() {}

    private static Operation step(String verb, String words, String sentences) {
        return Operation.post(verb + "Session", "/v1/sessions/{id}/" + verb)
                .says(words, sentences)
                .with(Common.SESSION)
                .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT, ErrorCode.UNAVAILABLE)
                .gives(SessionJson.class);
    }
}
