package dev.tagma.testkit.contract;

import dev.tagma.core.event.EventData;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Source;
import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.DeliveryStage;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Attention;
import dev.tagma.core.status.Confidence;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.usage.Tokens;
import dev.tagma.core.usage.UsageEntry;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.core.workspace.Workspace;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** Records to store: some as plain as can be, some with everything in them, and one of every case of a family. */
public final class StoreSamples {

    public static final TenantId TENANT = TenantId.DEFAULT;
    public static final TenantId OTHER_TENANT = new TenantId("other.tenant-1");
    public static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123456789Z");

    private static final TreeId TREE = new TreeId("4b825dc642cb6eb9a060e54bf8d69288fbee4904");

    private StoreSamples() {}

    /** The same number is the same id; higher numbers sort behind lower ones. */
    public static SessionId sessionId(int number) {
        return new SessionId(uuid(1, number));
    }

    public static MessageId messageId(int number) {
        return new MessageId(uuid(2, number));
    }

    public static RequestId requestId(int number) {
        return new RequestId(uuid(3, number));
    }

    private static UUID uuid(int kind, int number) {
        return new UUID(0x0198_0000_0000_7000L + kind, 0x8000_0000_0000_0000L + number);
    }

    /** A session with nothing in it that may be left out. */
    public static Session session(int number) {
        return session(TENANT, number, "otter-" + number);
    }

    public static Session session(TenantId tenant, int number, String handle) {
        return session(tenant, number, handle, Optional.empty());
    }

    public static Session session(TenantId tenant, int number, String handle, Optional<String> key) {
        return new Session(
                tenant,
                sessionId(number),
                key,
                new Handle(handle),
                "",
                GroupPath.ROOT,
                Set.of(),
                new Session.Launch(
                        new AgentId("claude-code"),
                        DriverKind.TERMINAL,
                        PermissionMode.ASK,
                        Optional.empty(),
                        Map.of(),
                        List.of()),
                new Session.WantedWorkspace("/srv/repo", "automatic", Optional.empty(), Optional.empty()),
                new Workspace(
                        Workspace.Kind.DIRECTORY, "", Optional.empty(), Optional.empty(), Optional.empty(), false),
                Lifecycle.REQUESTED,
                T0,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                T0.plusSeconds(number),
                Optional.empty(),
                Session.Heritage.NONE);
    }

    /** A session with everything in it. */
    public static Session fullSession(int number) {
        return new Session(
                TENANT,
                sessionId(number),
                Optional.empty(),
                new Handle("calm-otter-" + number),
                "Mend the “gate” — 門を直す 🦦",
                new GroupPath("backend/doors & gates"),
                Set.of("urgent", "später"),
                new Session.Launch(
                        new AgentId("claude-code"),
                        DriverKind.PROTOCOL,
                        PermissionMode.READ_ONLY,
                        Optional.of("opus"),
                        Map.of("LANG", "C.UTF-8", "EMPTY", ""),
                        List.of("--verbose", "--name", "a b")),
                new Session.WantedWorkspace("/srv/répo", "worktree", Optional.of("mend/gate"), Optional.of("main")),
                new Workspace(
                        Workspace.Kind.WORKTREE,
                        "/srv/work trees/otter\ttab",
                        Optional.of("/srv/répo"),
                        Optional.of("tagma/calm-otter"),
                        Optional.of(TREE.value()),
                        true),
                Lifecycle.LIVE,
                T0.plusNanos(1),
                "its agent is ready",
                Optional.of(new AgentSessionId("5f0c2d1e-agent")),
                Optional.of("tmux:1:%7:{\"boot\":\"b\"}"),
                Optional.of(sessionId(901)),
                Optional.of(sessionId(902)),
                T0.plusSeconds(number),
                Optional.of(T0.plusSeconds(86_400)),
                Session.Heritage.NONE);
    }

    /** A message that has just been accepted. */
    public static Message message(int number, SessionId session, long sequence) {
        return message(TENANT, number, session, sequence, Optional.empty());
    }

    public static Message message(TenantId tenant, int number, SessionId session, long sequence, Optional<String> key) {
        return new Message(
                tenant,
                session,
                messageId(number),
                sequence,
                key,
                "cli:anna",
                "message " + number,
                DeliveryMode.QUEUE,
                MessageState.ACCEPTED,
                T0,
                T0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                DeliveryStage.NONE,
                Optional.empty(),
                0,
                Optional.empty());
    }

    /** A message with everything in it. */
    public static Message fullMessage(int number, SessionId session, long sequence) {
        return new Message(
                TENANT,
                session,
                messageId(number),
                sequence,
                Optional.of("key-" + number),
                "session:calm-otter",
                "first line\r\nsecond\tline \u001b[200~ \u0000 \u2028 “quoted” 門 🦦",
                DeliveryMode.INTERRUPT,
                MessageState.FAILED,
                T0,
                T0.plusSeconds(2),
                Optional.of("draft"),
                Optional.of("in doubt"),
                Optional.of(T0.plusSeconds(600)),
                DeliveryStage.SUBMITTED,
                Optional.of("{\"file\":\"/a b.jsonl\",\"offset\":12}"),
                3,
                Optional.of(7));
    }

    /** A message with another text. */
    public static Message saying(Message message, String text) {
        return new Message(
                message.tenant(),
                message.session(),
                message.id(),
                message.sequence(),
                message.key(),
                message.sender(),
                text,
                message.mode(),
                message.state(),
                message.acceptedAt(),
                message.stateSince(),
                message.held(),
                message.failure(),
                message.expires(),
                message.stage(),
                message.mark(),
                message.attempts(),
                message.turn());
    }

    /** An open permission request. */
    public static Request request(int number, SessionId session) {
        return request(TENANT, number, session, "tool-use-" + number);
    }

    public static Request request(TenantId tenant, int number, SessionId session, String key) {
        return new Request(
                tenant,
                session,
                requestId(number),
                key,
                RequestKind.PERMISSION,
                "Run make",
                Optional.empty(),
                "{}",
                List.of(),
                Request.Channel.NATIVE,
                T0.plusSeconds(number),
                Optional.empty(),
                Optional.empty());
    }

    /** A closed request with everything in it. */
    public static Request fullRequest(int number, SessionId session) {
        return new Request(
                TENANT,
                session,
                requestId(number),
                "tool-use-" + number,
                RequestKind.QUESTION,
                "Which way?",
                Optional.of("AskUserQuestion"),
                "{\"command\":\"rm -rf \\\"x y\\\"\"}",
                List.of(
                        new Request.Ask(
                                "Way",
                                "Left or right?",
                                List.of(new Request.Choice("Left", "West"), new Request.Choice("Right", "")),
                                true),
                        new Request.Ask("Name", "What name?", List.of(), false)),
                Request.Channel.KEYS,
                T0.plusSeconds(number),
                Optional.of(closing(new Answer.Deny(Optional.of("not now")))),
                Optional.of(closing(new Answer.Choose(List.of(List.of("Left", "Right"), List.of("a new one"))))));
    }

    public static Request.Closing closing(Answer answer) {
        return new Request.Closing(Request.How.ANSWERED, "cli:anna", Optional.of(answer), T0.plusSeconds(60));
    }

    /** A turn that runs. */
    public static Turn turn(SessionId session, int number) {
        return turn(TENANT, session, number);
    }

    public static Turn turn(TenantId tenant, SessionId session, int number) {
        return new Turn(
                tenant,
                session,
                number,
                "turn-" + number,
                Optional.empty(),
                "prompt " + number,
                T0.plusSeconds(number),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A turn with everything in it. */
    public static Turn fullTurn(SessionId session, int number) {
        return new Turn(
                TENANT,
                session,
                number,
                "turn-" + number,
                Optional.of(messageId(number)),
                "Mend the gate",
                T0,
                Optional.of(TREE),
                Optional.of(T0.plusSeconds(30)),
                Optional.of(TurnOutcome.INTERRUPTED),
                Optional.of(new TreeId("e".repeat(64))),
                Optional.of("Mended.\nNext?"));
    }

    /** A fact of no importance. */
    public static Fact fact(int number) {
        return new Fact(
                Source.HOOK,
                new Reading.Background(number),
                T0.plusSeconds(number),
                T0.plusSeconds(number),
                Reach.LEVEL,
                Optional.empty(),
                "hook " + number);
    }

    /** One fact for every kind of reading and reach. */
    public static List<Fact> facts() {
        ProcessKey process = new ProcessKey(4_711, 123_456_789_012L, "boot-1");
        return List.of(
                fact(Source.PROCESS, new Reading.ProcessSeen(true, OptionalInt.empty()), Reach.LEVEL, process),
                fact(Source.PROCESS, new Reading.ProcessSeen(false, OptionalInt.of(137)), Reach.EDGE, process),
                fact(Source.PROTOCOL, new Reading.Turn(Reading.TurnState.RUNNING), Reach.EDGE, process),
                fact(Source.HOOK, new Reading.Waiting(Reading.WaitingFor.PERMISSION), Reach.LEVEL, process),
                fact(Source.AGENT_STATE, new Reading.Background(2), Reach.LEVEL, process),
                fact(
                        Source.TRANSCRIPT,
                        new Reading.Condition(
                                Reading.ConditionKind.USAGE_LIMITED, "until 5 pm", Optional.of(T0.plusSeconds(7))),
                        new Reach.Edge(Optional.of(T0.plusSeconds(9))),
                        process),
                fact(
                        Source.SELF_REPORT,
                        new Reading.Condition(Reading.ConditionKind.NONE, "", Optional.empty()),
                        Reach.LEVEL,
                        process),
                fact(Source.SCREEN, new Reading.Composer(Reading.ComposerState.DRAFT), Reach.LEVEL, process));
    }

    private static Fact fact(Source source, Reading reading, Reach reach, ProcessKey process) {
        return new Fact(source, reading, T0, T0.plusMillis(5), reach, Optional.of(process), "seen – “so”");
    }

    /** What a message used, the same for the same numbers. */
    public static UsageEntry usage(int session, String key, long output) {
        return new UsageEntry(
                TENANT,
                sessionId(session),
                key,
                "model",
                Optional.of("turn 1"),
                T0,
                new Tokens(100, output, 3000, 40, 5, 6));
    }

    /** An event that tells nothing. */
    public static EventData event(String reason) {
        return new EventData.WorkspaceChanged("noted", reason);
    }

    /** One of every type of event, with everything in it. */
    public static List<EventData> events() {
        return List.of(
                new EventData.SessionCreated(new Handle("calm-otter"), "Mend 門", new GroupPath("a/b"), "claude-code"),
                new EventData.SessionLifecycle(Lifecycle.STARTING, Lifecycle.LIVE, "its agent is ready"),
                new EventData.SessionActivity(
                        Optional.of(Activity.WAITING_PERMISSION),
                        "PermissionRequest hook",
                        T0,
                        Confidence.MEDIUM,
                        "waiting",
                        Set.of(Attention.KEYS_ONLY, Attention.STALLED),
                        Optional.of(T0.plusSeconds(5))),
                new EventData.SessionChanged(
                        new Handle("brisk-otter"), "Mend", GroupPath.ROOT, Set.of("urgent", "later")),
                new EventData.SessionRemoved("cli:anna", Optional.of("rescue-1")),
                new EventData.SessionIdentity("5f0c2d1e-agent", "clear"),
                new EventData.MessageChanged(
                        messageId(1),
                        MessageState.FAILED,
                        Optional.of("draft"),
                        Optional.of("in doubt"),
                        Optional.of(3)),
                new EventData.RequestOpened(
                        requestId(1), RequestKind.PERMISSION, "Run make", Optional.of("Bash"), Request.Channel.NATIVE),
                new EventData.RequestChanged(requestId(1), Request.Channel.KEYS, "its hook is gone"),
                new EventData.RequestClosed(
                        requestId(1),
                        RequestKind.PERMISSION,
                        Request.How.ANSWERED,
                        "cli:anna",
                        Optional.of(new Answer.Deny(Optional.of("not today")))),
                new EventData.TurnStarted(3, Optional.of(messageId(1)), "Mend the gate", Optional.of(TREE)),
                new EventData.TurnEnded(3, TurnOutcome.COMPLETED, Optional.of(TREE), Optional.of("Mended.")),
                new EventData.WorkspaceSaved("rescue-1", "refs/tagma/rescue/1", "removal", 12, 34_567_890_123L),
                new EventData.WorkspaceChanged("deleted", "/srv/work tree"),
                new EventData.BudgetWarned("group a/b", new BigDecimal("4.000001"), 120_000, "$4.00 of $5"),
                new EventData.BudgetReached("day", new BigDecimal("0"), 2_000_000, "2000000 of 1500000 tokens"),
                new EventData.SessionContained(
                        "bubblewrap", List.of("writable: /srv/wörk tree"), List.of("it “reads” the system")),
                new EventData.SessionHanded(
                        sessionId(1),
                        sessionId(2),
                        List.of("the workspace /srv/work tree", "“12” entries"),
                        List.of("what it thought")));
    }

    /** One of every type of event that has parts that may be left out, without them. */
    public static List<EventData> sparseEvents() {
        return List.of(
                new EventData.SessionActivity(
                        Optional.empty(), "", T0, Confidence.NONE, "not-live", Set.of(), Optional.empty()),
                new EventData.SessionRemoved("cli:anna", Optional.empty()),
                new EventData.MessageChanged(
                        messageId(1), MessageState.ACCEPTED, Optional.empty(), Optional.empty(), Optional.empty()),
                new EventData.RequestOpened(
                        requestId(1), RequestKind.TRUST, "Trust?", Optional.empty(), Request.Channel.TERMINAL),
                new EventData.RequestClosed(
                        requestId(1), RequestKind.TRUST, Request.How.AGENT_GONE, "agent", Optional.empty()),
                new EventData.TurnStarted(1, Optional.empty(), "", Optional.empty()),
                new EventData.TurnEnded(1, TurnOutcome.UNKNOWN, Optional.empty(), Optional.empty()));
    }
}
