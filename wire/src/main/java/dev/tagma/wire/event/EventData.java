package dev.tagma.wire.event;

import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Attention;
import dev.tagma.core.status.Confidence;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.wire.json.Doc;
import dev.tagma.wire.request.AnswerGivenJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an event says, by its type; {@link EventType} pairs each case with its name. */
public sealed interface EventData {

    @Doc("A session was asked for and acknowledged.")
    record SessionCreated(
            @Doc("Its readable name.") Handle handle,
            @Doc("Its title.") String title,
            @Doc("Its group.") GroupPath group,
            @Doc("The kind of agent program.") AgentId agent)
            implements EventData {}

    @Doc("A session came a step further in its life.")
    record SessionLifecycle(
            @Doc("What it was.") Lifecycle from,
            @Doc("What it is.") Lifecycle to,
            @Doc("Why, in a sentence.") String reason)
            implements EventData {}

    @Doc("What a session does, or how well that is known, changed.")
    record SessionActivity(
            @Doc("What it is doing.") Optional<Activity> activity,
            @Doc("Why, in a sentence.") String reason,
            @Doc("Since when.") Instant since,
            @Doc("How well it is founded.") Confidence confidence,
            @Doc("The rule that decided.") String rule,
            @Doc("What a person should look at.") List<Attention> attention,
            @Doc("When it ends, where that is known.") Optional<Instant> until)
            implements EventData {}

    @Doc("Names or place of a session changed.")
    record SessionChanged(
            @Doc("Its readable name.") Handle handle,
            @Doc("Its title.") String title,
            @Doc("Its group.") GroupPath group,
            @Doc("Its tags.") List<String> tags)
            implements EventData {}

    @Doc("A session was removed.")
    record SessionRemoved(
            @Doc("Who removed it.") String by,
            @Doc("The rescue that keeps its work.") Optional<String> rescue) implements EventData {}

    @Doc("The agent's own name of the conversation became known or changed.")
    record SessionIdentity(
            @Doc("The name.") AgentSessionId agentSessionId,
            @Doc("What changed it.") String reason) implements EventData {}

    @Doc("An agent is started in a sandbox.")
    record SessionContained(
            @Doc("What contains it.") SandboxKind sandbox,

            @Doc("What the agent cannot do, whatever it tries, in words.")
            List<String> enforced,

            @Doc("What it can do all the same, in words.") List<String> open)
            implements EventData {}

    @Doc("A session's work went over to another one; told of both.")
    record SessionHanded(
            @Doc("The session that had it.") SessionId from,
            @Doc("The session that has it.") SessionId to,

            @Doc("What the new session has of it, in words.")
            List<String> carried,

            @Doc("What it has not, in words.") List<String> lost)
            implements EventData {}

    @Doc("A message came further, or is held.")
    record MessageChanged(
            @Doc("The message.") MessageId message,
            @Doc("How far it has come.") MessageState state,
            @Doc("Why it waits.") Optional<String> held,
            @Doc("Why it failed.") Optional<String> failure,
            @Doc("The turn it began or joined.") Optional<Integer> turn)
            implements EventData {}

    @Doc("An agent asks something.")
    record RequestOpened(
            @Doc("The request.") RequestId request,
            @Doc("What is asked for.") RequestKind kind,
            @Doc("What is asked, in a line.") String title,
            @Doc("The tool it wants to use.") Optional<String> tool,
            @Doc("How it can be answered.") Request.Channel channel)
            implements EventData {}

    @Doc("How a request can be answered changed.")
    record RequestChanged(
            @Doc("The request.") RequestId request,
            @Doc("How it can be answered now.") Request.Channel channel,
            @Doc("Why.") String reason)
            implements EventData {}

    @Doc("A request is over.")
    record RequestClosed(
            @Doc("The request.") RequestId request,
            @Doc("What was asked for.") RequestKind kind,
            @Doc("The way it ended.") Request.How how,
            @Doc("Who decided.") String by,
            @Doc("What was decided.") Optional<AnswerGivenJson> answer)
            implements EventData {}

    @Doc("A turn began.")
    record TurnStarted(
            @Doc("Its number.") int turn,
            @Doc("The message that began it.") Optional<MessageId> message,
            @Doc("The first characters of what was said.") String prompt,
            @Doc("Snapshot of the workspace.") Optional<TreeId> tree)
            implements EventData {}

    @Doc("A turn ended.")
    record TurnEnded(
            @Doc("Its number.") int turn,
            @Doc("How it ended.") TurnOutcome outcome,
            @Doc("Snapshot of the workspace.") Optional<TreeId> tree,
            @Doc("What the agent said last.") Optional<String> lastMessage)
            implements EventData {}

    @Doc("The work in a workspace was saved.")
    record WorkspaceSaved(
            @Doc("The rescue's short name.") String rescue,
            @Doc("The ref that keeps it.") String ref,
            @Doc("Why it was saved.") String reason,
            @Doc("How many files.") long files,
            @Doc("How many bytes.") long bytes)
            implements EventData {}

    @Doc("A workspace was made, adopted, rewound or removed, or vanished.")
    record WorkspaceChanged(
            @Doc("What happened.") String change,
            @Doc("Its directory.") String path) implements EventData {}

    @Doc("Of a budget, as much is used as somebody wants to be told of.")
    record BudgetWarned(
            @Doc("Whose: session, group and its path, tenant, or day.")
            String budget,

            @Doc(value = "US dollars spent, as far as prices are known.", example = "\"4.0012\"")
            String dollars,

            @Doc("Tokens used, of all kinds.") long tokens,

            @Doc("How much of it is used, in words.") String words)
            implements EventData {}

    @Doc("A budget is used up: no further turn begins that it is for.")
    record BudgetReached(
            @Doc("Whose: session, group and its path, tenant, or day.")
            String budget,

            @Doc(value = "US dollars spent, as far as prices are known.", example = "\"5.0012\"")
            String dollars,

            @Doc("Tokens used, of all kinds.") long tokens,

            @Doc("How much of it is used, in words.") String words)
            implements EventData {}
}
