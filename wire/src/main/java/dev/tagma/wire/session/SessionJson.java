package dev.tagma.wire.session;

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
import dev.tagma.core.status.Attention;
import dev.tagma.core.status.Confidence;
import dev.tagma.wire.json.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Doc("A session as it is now, with its derived status.")
public record SessionJson(
        @Doc("Names it for ever.") SessionId id,

        @Doc(value = "Its readable name within the tenant.", example = "\"calm-otter\"")
        Handle handle,

        @Doc("What it is about.") String title,

        @Doc(value = "Its place in the tree of groups; empty for the root.", example = "\"team/api\"")
        GroupPath group,

        @Doc("Its tags, sorted.") List<String> tags,

        @Doc(value = "The kind of agent program.", example = "\"claude-code\"")
        AgentId agent,

        @Doc("How it is driven.") DriverKind driver,
        @Doc("What the agent may do without asking.") PermissionMode mode,

        @Doc("The agent's own name of the model; null for its default.")
        Optional<String> model,

        @Doc("What becomes of a turn that a usage limit cut off.")
        AfterLimit afterLimit,

        @Doc("Where its terminal lives; null for the usual place, where it outlives the daemon.")
        Optional<String> runtime,

        @Doc("Where it works.") WorkspaceJson workspace,
        @Doc("How far its life has come.") Lifecycle lifecycle,

        @Doc("What it is doing; null unless it is live or its program waits for trust or login while starting.")
        Optional<Activity> activity,

        @Doc("Why, in a sentence.") String reason,
        @Doc("Since when it is so.") Instant since,
        @Doc("How well the status is founded.") Confidence confidence,
        @Doc("The name of the rule that decided.") String rule,

        @Doc("What a person should look at beside the activity.")
        List<Attention> attention,

        @Doc("When it ends, where that is known.") Optional<Instant> until,
        @Doc("While working: the last sign of life.") Optional<Instant> quietSince,
        @Doc("Its last turn.") Optional<TurnSummaryJson> turn,
        @Doc("What it waits to be told, oldest first.") List<RequestSummaryJson> openRequests,
        @Doc("How many messages wait in its inbox.") int queued,
        @Doc("When it was asked for.") Instant createdAt,
        @Doc("The agent's own name of the conversation.") Optional<AgentSessionId> agentSessionId,
        @Doc("The session that created it.") Optional<SessionId> parent,
        @Doc("The session whose conversation it continues.") Optional<SessionId> forkedFrom,

        @Doc("The session whose work it has taken over.") Optional<SessionId> handedFrom,

        @Doc("The session that has taken over its work and its workspace.")
        Optional<SessionId> handedTo,

        @Doc("What contains the agent; null when nothing does: it can then do what its user can.")
        Optional<SandboxJson> sandbox) {}
