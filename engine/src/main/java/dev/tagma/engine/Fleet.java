package dev.tagma.engine;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.sandbox.SandboxWish;
import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.Goal;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.Status;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.usage.Usage;
import dev.tagma.core.usage.UsageBy;
import dev.tagma.core.workspace.Beside;
import dev.tagma.core.workspace.Scripts;
import dev.tagma.core.workspace.ScriptsId;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.ForeignPane;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.View;
import dev.tagma.spi.search.SearchHit;
import dev.tagma.spi.search.SearchWords;
import dev.tagma.spi.store.Reads.UsageQuery;
import dev.tagma.spi.workspace.DiskUse;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.spi.workspace.WorkspaceStatus;
import dev.tagma.spi.workspace.Workspaces;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All use cases. Every method checks that what it names belongs to the caller's tenant, throws {@link Problem} when it
 * refuses, and returns when what it acknowledges is durable. Methods block and may be called from any thread.
 */
public interface Fleet {

    /** Records a session and begins to bring it up; returns at once. The same key is the same session. */
    SessionView create(Caller caller, NewSession wanted);

    /** Terminals that Tagma did not start: of one server, or all that this user has. */
    List<Pane> panes(Caller caller, Optional<Path> server);

    /** Makes a session of the program that runs in a terminal that Tagma did not start. No session may. */
    SessionView adopt(Caller caller, Adoption wanted);

    /** Finds a session by id, handle or unique prefix of either. */
    SessionId resolve(TenantId tenant, String name);

    SessionView get(TenantId tenant, SessionId id);

    List<SessionView> list(TenantId tenant);

    /** Changes names and place; absent parts stay. */
    SessionView describe(Caller caller, SessionId id, Description changes);

    /** Accepts a message into the inbox; it is durable when this returns. The same key is the same message. */
    Message send(Caller caller, SessionId id, NewMessage wanted);

    Message message(TenantId tenant, MessageId id);

    List<Message> messages(TenantId tenant, SessionId id, long afterSequence, int limit);

    /** Withdraws a message that has not been handed over. */
    Message cancel(Caller caller, MessageId id);

    /** Open requests of the tenant, or of one session. */
    List<Request> openRequests(TenantId tenant, Optional<SessionId> session);

    Request request(TenantId tenant, RequestId id);

    /** Requests, open or over, whose id begins so; not all where there are many. */
    List<Request> requestsBeginning(TenantId tenant, String beginning);

    /** Answers a request. An answer to a request that is over is a {@code CONFLICT}, never a key press. */
    Request answer(Caller caller, RequestId id, Answer answer);

    /** Stops the running turn. */
    SessionView interrupt(Caller caller, SessionId id);

    /** Gives a session another mode or model: at once where its agent runs, else from its next start on. */
    SessionView change(Caller caller, SessionId id, Course course);

    /** What the session's agent pursues by itself, turn after turn, as it tells now. */
    Optional<Goal> goal(TenantId tenant, SessionId id);

    /** Sets the goal of a session whose agent can pursue one, or changes it. */
    Goal pursue(Caller caller, SessionId id, Pursuit wanted);

    /** Drops the goal; tells whether there was one. The turn that runs goes on to its end. */
    boolean dropGoal(Caller caller, SessionId id);

    /** Presses escape once in the agent's terminal. */
    SessionView escape(Caller caller, SessionId id);

    /** Ends the agent; conversation and workspace are kept. */
    SessionView stop(Caller caller, SessionId id);

    /** Starts a session that is not running: with its conversation where it has one. */
    SessionView start(Caller caller, SessionId id);

    /** Stops it if it runs, and starts it with its conversation. */
    SessionView restart(Caller caller, SessionId id);

    /** Makes a new session that continues a copy of this one's conversation. */
    SessionView fork(Caller caller, SessionId id, NewSession wanted);

    /** Ends a session's agent and hands its work, its workspace and its conversation to a new session. */
    Handed handOff(Caller caller, SessionId id, Handoff wanted);

    /** Removes a session: saves its workspace first, then removes what Tagma made. */
    Removal remove(Caller caller, SessionId id, Workspaces.Permit permit, boolean keepWorkspace);

    Explanation explain(TenantId tenant, SessionId id);

    TranscriptPage transcript(TenantId tenant, SessionId id, TranscriptQuery query);

    /** What was said in any conversation, newest first. */
    Found search(Caller caller, Sought sought);

    List<String> lastMessages(TenantId tenant, SessionId id, int count);

    Screen screen(TenantId tenant, SessionId id);

    String capture(TenantId tenant, SessionId id, int lines, boolean withColours);

    /** The command a person runs in a terminal to see the agent; empty where only {@link #view} shows it. */
    List<String> attachCommand(TenantId tenant, SessionId id);

    /** Lets a person with a terminal of this size look at the agent's; to be closed by whoever looks. */
    View view(TenantId tenant, SessionId id, int columns, int rows);

    WorkspaceStatus workspace(TenantId tenant, SessionId id);

    /** What the session's workspace takes of the disk; none where that is not known yet, or Tagma did not make it. */
    Optional<DiskUse> diskUse(TenantId tenant, SessionId id);

    /** Looks for workspaces in which nothing is that is not elsewhere, and takes them away if that is wanted. */
    List<Tree> reclaim(Caller caller, Reclaim wanted);

    /** Changes since the base, or of one turn. */
    String diff(TenantId tenant, SessionId id, Optional<Integer> turn);

    List<Turn> turns(TenantId tenant, SessionId id, int afterNumber, int limit);

    /** Brings the workspace back to how it was before the turn, saving what is there first. */
    Workspaces.Restored rewind(Caller caller, SessionId id, int turn);

    List<Rescue> rescues(TenantId tenant);

    String rescueManifest(TenantId tenant, String rescue);

    Workspaces.Restored restore(Caller caller, String rescue, Path into);

    /** What was used, summed up. */
    UsageReport usage(TenantId tenant, UsageBy by, UsageQuery query);

    /** What the project of a place runs in its workspaces, and whether that is trusted as it is. */
    ProjectScripts scripts(TenantId tenant, Path place);

    /** Trusts the scripts of a project if they are still the ones that were looked at. No session may. */
    ProjectScripts trust(Caller caller, Path place, ScriptsId id);

    /** Waits until the condition holds for the session or the time is up ({@code TIMED_OUT}). */
    SessionView await(TenantId tenant, SessionId id, Awaited awaited, Duration atMost);

    EventLog events();

    /**
     * A session that is wanted.
     *
     * @param key idempotency key
     * @param handle a name of the caller's choice, otherwise one is made
     * @param place the directory it is about
     * @param beside further repositories that its workspace is to have
     * @param prompt a first message, accepted together with the session
     * @param resume a conversation of the agent's that is there already, to go on with
     * @param afterLimit what becomes of a turn that a usage limit cut off; as configured where absent
     * @param runtime where its terminal is to live; in the usual place where absent
     * @param sandbox what is said of what the agent is to be kept within
     */
    record NewSession(
            Optional<String> key,
            Optional<String> handle,
            String title,
            GroupPath group,
            Set<String> tags,
            Optional<String> agent,
            Optional<DriverKind> driver,
            Optional<PermissionMode> mode,
            Optional<String> model,
            Map<String, String> environment,
            List<String> arguments,
            Path place,
            WorkspacePlan.Kind workspace,
            Optional<String> branch,
            Optional<String> base,
            List<Beside> beside,
            Optional<String> prompt,
            boolean start,
            Optional<AgentSessionId> resume,
            Optional<AfterLimit> afterLimit,
            Optional<String> runtime,
            SandboxWish sandbox) {

        public NewSession {
            tags = Set.copyOf(tags);
            environment = Map.copyOf(environment);
            arguments = List.copyOf(arguments);
            beside = List.copyOf(beside);
        }
    }

    /**
     * A terminal that Tagma did not start.
     *
     * @param agent whose program runs in it, where that is recognised
     * @param session the one that was made of it
     */
    record Pane(ForeignPane pane, Optional<AgentId> agent, Optional<Handle> session) {}

    /**
     * A terminal that is to be adopted.
     *
     * @param server by its socket; this user's usual one where absent
     * @param pane by a name that the server knows
     * @param agent whose program it is, where it is not to be recognised
     */
    record Adoption(
            Optional<Path> server,
            String pane,
            Optional<String> agent,
            Optional<String> handle,
            String title,
            GroupPath group,
            Set<String> tags) {

        public Adoption {
            tags = Set.copyOf(tags);
        }
    }

    /** A message that is wanted. */
    record NewMessage(Optional<String> key, String text, DeliveryMode mode, Optional<Instant> expires) {}

    /**
     * A handoff that is wanted; what is absent is as it was, as far as the new agent can.
     *
     * @param prompt what the new session is to do
     * @param interrupt whether the former agent is ended even where it does not rest
     */
    record Handoff(
            Optional<String> key,
            Optional<String> handle,
            Optional<String> agent,
            Optional<String> model,
            Optional<PermissionMode> mode,
            Optional<String> prompt,
            boolean interrupt) {}

    /** What a session's agent may do without asking, and which model answers; what is absent stays. */
    record Course(Optional<PermissionMode> mode, Optional<String> model) {}

    /**
     * What a session's goal is to be; what is absent stays.
     *
     * @param pursued whether the agent is to go on with it by itself
     */
    record Pursuit(Optional<String> objective, Optional<Long> tokenBudget, Optional<Boolean> pursued) {}

    /** What went over from one session to another, and what did not, in words. */
    record Handed(SessionView from, SessionView to, List<String> carried, List<String> lost) {

        public Handed {
            carried = List.copyOf(carried);
            lost = List.copyOf(lost);
        }
    }

    /** New names and place; absent parts stay. */
    record Description(
            Optional<String> handle, Optional<String> title, Optional<GroupPath> group, Optional<Set<String>> tags) {}

    /**
     * What a removal did.
     *
     * @param teardown what went wrong when the workspace was torn down, where it was removed all the same
     */
    record Removal(Session session, Optional<Rescue> rescue, boolean workspaceRemoved, Optional<String> teardown) {}

    /**
     * What is to become of workspaces in which nothing is that is not elsewhere.
     *
     * @param apply whether they are taken away
     * @param ignored also those with ignored files that a rescue lists and does not save
     */
    record Reclaim(boolean apply, boolean ignored) {}

    /**
     * A workspace that Tagma made.
     *
     * @param stays why it has to stay; none where it may go, or is gone
     * @param rescue what was saved of one that is gone
     */
    record Tree(Session session, Optional<DiskUse> use, Optional<String> stays, Optional<Rescue> rescue) {}

    /** The scripts of a project, none where it names none. */
    record ProjectScripts(Optional<Scripts> scripts, boolean trusted) {}

    /**
     * What is searched for; all that is said must hold.
     *
     * @param agents of any of these, of all where it is empty; the same holds for sessions and groups
     * @param limit at most so many, the newest ones
     */
    record Sought(
            SearchWords words,
            List<AgentId> agents,
            List<SessionId> sessions,
            List<GroupPath> groups,
            Optional<Instant> since,
            Optional<String> role,
            int limit) {

        public Sought {
            agents = List.copyOf(agents);
            sessions = List.copyOf(sessions);
            groups = List.copyOf(groups);
        }
    }

    /**
     * What was found.
     *
     * @param more whether there are older hits
     * @param complete whether everything had been read that was said by then
     */
    record Found(List<Hit> hits, boolean more, boolean complete) {

        public Found {
            hits = List.copyOf(hits);
        }
    }

    /**
     * One entry that was found.
     *
     * @param session whose it is, which may have been removed; none of a conversation that Tagma did not start
     */
    record Hit(SearchHit found, Optional<Session> session) {}

    /** A status with all that is known. */
    record Explanation(
            Status status, List<dev.tagma.core.fact.Fact> facts, Map<String, String> carriers, List<String> rules) {}

    /**
     * What was used.
     *
     * @param prices the version of the table that costs are by
     */
    record UsageReport(UsageBy by, String prices, List<UsageRow> rows, Usage total) {

        public UsageReport {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A part of what was used.
     *
     * @param name the session's handle, the group's path, the agent, the model, the day or the turn's number; empty for the
     *     root of the groups and for what is of no turn
     */
    record UsageRow(String name, Optional<SessionId> session, Usage usage) {}

    /** What can be waited for. */
    sealed interface Awaited {

        /** The turn is over, or the agent waits for somebody, or it is not running. */
        record Settled() implements Awaited {}

        /** The message came to an end, or the agent waits for somebody, or it is not running. */
        record MessageOver(MessageId message) implements Awaited {}

        /** The agent pursues no goal any more and rests, or waits for somebody, or it is not running. */
        record GoalOver() implements Awaited {}

        /** The agent can take its first message. */
        record Live() implements Awaited {}
    }
}
