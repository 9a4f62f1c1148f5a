package dev.tagma.core.session;

import dev.tagma.core.sandbox.Containment;
import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.core.workspace.Beside;
import dev.tagma.core.workspace.Outfit;
import dev.tagma.core.workspace.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One agent conversation in one workspace: what was asked for and what is known of its life. Its status is not here:
 * status is derived from facts.
 *
 * @param key the caller's idempotency key: the same key is the same session, as long as that is not removed
 * @param launch what the agent was asked to be started with
 * @param wanted which workspace was asked for
 * @param lifecycleSince when {@code lifecycle} was reached
 * @param lifecycleReason why, in a sentence, empty when there is nothing to say
 * @param agentSessionId the agent's own id of the conversation, known before the agent starts where it accepts one
 * @param handleOfProcess the versioned, opaque handle of the runtime, stored before it is first used
 * @param parent the session that created this one
 * @param forkedFrom the session whose conversation this one continues
 * @param removed when a person removed it; it is kept for the record until retention ends
 * @param heritage what it has from others that is no fork, and who has what was its own
 * @param containment what its sandbox enforces since the agent was last started; none without a sandbox or a start
 */
public record Session(
        TenantId tenant,
        SessionId id,
        Optional<String> key,
        Handle handle,
        String title,
        GroupPath group,
        Set<String> tags,
        Launch launch,
        WantedWorkspace wanted,
        Workspace workspace,
        Lifecycle lifecycle,
        Instant lifecycleSince,
        String lifecycleReason,
        Optional<AgentSessionId> agentSessionId,
        Optional<String> handleOfProcess,
        Optional<SessionId> parent,
        Optional<SessionId> forkedFrom,
        Instant createdAt,
        Optional<Instant> removed,
        Heritage heritage,
        Optional<Containment> containment) {

    /** How many characters a title may have. */
    public static final int LONGEST_TITLE = 200;

    public Session {
        tags = Set.copyOf(tags);
        if (title.length() > LONGEST_TITLE) {
            throw new IllegalArgumentException(
                    "Title is " + title.length() + " characters long; at most " + LONGEST_TITLE);
        }
    }

    /** One that no sandbox has contained yet. */
    public Session(
            TenantId tenant,
            SessionId id,
            Optional<String> key,
            Handle handle,
            String title,
            GroupPath group,
            Set<String> tags,
            Launch launch,
            WantedWorkspace wanted,
            Workspace workspace,
            Lifecycle lifecycle,
            Instant lifecycleSince,
            String lifecycleReason,
            Optional<AgentSessionId> agentSessionId,
            Optional<String> handleOfProcess,
            Optional<SessionId> parent,
            Optional<SessionId> forkedFrom,
            Instant createdAt,
            Optional<Instant> removed,
            Heritage heritage) {
        this(
                tenant,
                id,
                key,
                handle,
                title,
                group,
                tags,
                launch,
                wanted,
                workspace,
                lifecycle,
                lifecycleSince,
                lifecycleReason,
                agentSessionId,
                handleOfProcess,
                parent,
                forkedFrom,
                createdAt,
                removed,
                heritage,
                Optional.empty());
    }

    /**
     * What the agent is started with.
     *
     * @param model the agent's own name of the model, empty for its default
     * @param environment variables added to the allow-listed ones
     * @param arguments further arguments for the agent's program
     * @param afterLimit what becomes of a turn that a usage limit cut off
     * @param runtime where its terminal lives, empty for the usual place
     * @param sandbox what the agent is kept within
     */
    public record Launch(
            AgentId agent,
            DriverKind driver,
            PermissionMode mode,
            Optional<String> model,
            Map<String, String> environment,
            List<String> arguments,
            AfterLimit afterLimit,
            Optional<String> runtime,
            SandboxRule sandbox) {

        public Launch {
            environment = Map.copyOf(environment);
            arguments = List.copyOf(arguments);
        }

        /** One without a sandbox. */
        public Launch(
                AgentId agent,
                DriverKind driver,
                PermissionMode mode,
                Optional<String> model,
                Map<String, String> environment,
                List<String> arguments,
                AfterLimit afterLimit,
                Optional<String> runtime) {
            this(agent, driver, mode, model, environment, arguments, afterLimit, runtime, SandboxRule.NONE);
        }

        /** One in the usual place. */
        public Launch(
                AgentId agent,
                DriverKind driver,
                PermissionMode mode,
                Optional<String> model,
                Map<String, String> environment,
                List<String> arguments,
                AfterLimit afterLimit) {
            this(agent, driver, mode, model, environment, arguments, afterLimit, Optional.empty());
        }

        /** One that waits after a limit, in the usual place. */
        public Launch(
                AgentId agent,
                DriverKind driver,
                PermissionMode mode,
                Optional<String> model,
                Map<String, String> environment,
                List<String> arguments) {
            this(agent, driver, mode, model, environment, arguments, AfterLimit.WAIT);
        }

        public Launch in(PermissionMode other) {
            return new Launch(agent, driver, other, model, environment, arguments, afterLimit, runtime, sandbox);
        }

        public Launch with(String otherModel) {
            return new Launch(
                    agent, driver, mode, Optional.of(otherModel), environment, arguments, afterLimit, runtime, sandbox);
        }

        public Launch within(SandboxRule other) {
            return new Launch(agent, driver, mode, model, environment, arguments, afterLimit, runtime, other);
        }
    }

    /**
     * The workspace that was asked for.
     *
     * @param place the directory a person named
     * @param kind {@code automatic}, {@code worktree} or {@code in_place}
     * @param beside further repositories that it is to have
     * @param outfit what the project of the place fits it out with
     */
    public record WantedWorkspace(
            String place,
            String kind,
            Optional<String> branch,
            Optional<String> base,
            List<Beside> beside,
            Outfit outfit) {

        public WantedWorkspace {
            beside = List.copyOf(beside);
        }

        /** One of one repository, or of none. */
        public WantedWorkspace(
                String place, String kind, Optional<String> branch, Optional<String> base, Outfit outfit) {
            this(place, kind, branch, base, List.of(), outfit);
        }

        /** One without anything of the project's. */
        public WantedWorkspace(String place, String kind, Optional<String> branch, Optional<String> base) {
            this(place, kind, branch, base, Outfit.NONE);
        }

        WantedWorkspace with(Outfit other) {
            return new WantedWorkspace(place, kind, branch, base, beside, other);
        }
    }

    /**
     * What a session takes over and hands on.
     *
     * @param resumes the agent's own name of a conversation that was there before and that it goes on with
     * @param handedFrom the session whose work it has taken over, with its workspace
     * @param handedTo the session that has taken over its work and its workspace
     */
    public record Heritage(
            Optional<AgentSessionId> resumes, Optional<SessionId> handedFrom, Optional<SessionId> handedTo) {

        /** Of a session that begins by itself. */
        public static final Heritage NONE = new Heritage(Optional.empty(), Optional.empty(), Optional.empty());

        public static Heritage resumed(AgentSessionId conversation) {
            return new Heritage(Optional.of(conversation), Optional.empty(), Optional.empty());
        }
    }

    /** This session one lifecycle step further; refuses a step that {@link Lifecycle#next} does not allow. */
    public Session reached(Lifecycle next, Instant at, String reason) {
        if (!lifecycle.next().contains(next)) {
            throw new IllegalStateException("Session " + handle + " cannot go from " + lifecycle + " to " + next);
        }
        return new Session(
                tenant,
                id,
                key,
                handle,
                title,
                group,
                tags,
                launch,
                wanted,
                workspace,
                next,
                at,
                reason,
                agentSessionId,
                handleOfProcess,
                parent,
                forkedFrom,
                createdAt,
                removed,
                heritage,
                containment);
    }

    public Session withWorkspace(Workspace made) {
        return new Session(
                tenant,
                id,
                key,
                handle,
                title,
                group,
                tags,
                launch,
                wanted,
                made,
                lifecycle,
                lifecycleSince,
                lifecycleReason,
                agentSessionId,
                handleOfProcess,
                parent,
                forkedFrom,
                createdAt,
                removed,
                heritage,
                containment);
    }

    /** As it is started from now on. */
    public Session launching(Launch other) {
        return new Session(
                tenant,
                id,
                key,
                handle,
                title,
                group,
                tags,
                other,
                wanted,
                workspace,
                lifecycle,
                lifecycleSince,
                lifecycleReason,
                agentSessionId,
                handleOfProcess,
                parent,
                forkedFrom,
                createdAt,
                removed,
                heritage,
                containment);
    }

    public Session withAgentSessionId(AgentSessionId own) {
        return new Session(
                tenant,
                id,
                key,
                handle,
                title,
                group,
                tags,
                launch,
                wanted,
                workspace,
                lifecycle,
                lifecycleSince,
                lifecycleReason,
                Optional.of(own),
                handleOfProcess,
                parent,
                forkedFrom,
                createdAt,
                removed,
                heritage,
                containment);
    }

    /** As its agent is contained from now on. */
    public Session contained(Optional<Containment> how) {
        return new Session(
                tenant,
                id,
                key,
                handle,
                title,
                group,
                tags,
                launch,
                wanted,
                workspace,
                lifecycle,
                lifecycleSince,
                lifecycleReason,
                agentSessionId,
                handleOfProcess,
                parent,
                forkedFrom,
                createdAt,
                removed,
                heritage,
                how);
    }

    public Session withHandleOfProcess(String opaque) {
        return new Session(
                tenant,
                id,
                key,
                handle,
                title,
                group,
                tags,
                launch,
                wanted,
                workspace,
                lifecycle,
                lifecycleSince,
                lifecycleReason,
                agentSessionId,
                Optional.of(opaque),
                parent,
                forkedFrom,
                createdAt,
                removed,
                heritage,
                containment);
    }

    /** This session under other names. */
    public Session described(Handle newHandle, String newTitle, GroupPath newGroup, Set<String> newTags) {
        return new Session(
                tenant,
                id,
                key,
                newHandle,
                newTitle,
                newGroup,
                newTags,
                launch,
                wanted,
                workspace,
                lifecycle,
                lifecycleSince,
                lifecycleReason,
                agentSessionId,
                handleOfProcess,
                parent,
                forkedFrom,
                createdAt,
                removed,
                heritage,
                containment);
    }

    /**
     * Whether what its agent's record tells of that time is another session's: the record of a fork begins with a copy of the
     * original's, and one that goes on with a conversation has all that was said in it before.
     */
    public boolean inherited(Instant at) {
        return (forkedFrom.isPresent() || heritage.resumes().isPresent()) && at.isBefore(createdAt);
    }

    /**
     * This session as the one that takes over another's work, and its place among sessions.
     *
     * @param conversation the other's conversation, where this one goes on with that itself
     * @param at when it takes over: what was before is the other's
     */
    public Session heirOf(Session former, Optional<AgentSessionId> conversation, Instant at) {
        return new Session(
                tenant,
                id,
                key,
                handle,
                title,
                group,
                tags,
                launch,
                former.wanted,
                former.workspace,
                lifecycle,
                lifecycleSince,
                lifecycleReason,
                conversation,
                handleOfProcess,
                former.parent,
                forkedFrom,
                at,
                removed,
                new Heritage(conversation, Optional.of(former.id), Optional.empty()),
                containment);
    }

    /** This session when another one has taken over its work: the workspace is that one's, with its ports. */
    public Session handedTo(SessionId heir) {
        return new Session(
                tenant,
                id,
                key,
                handle,
                title,
                group,
                tags,
                launch,
                wanted.with(wanted.outfit.withPorts(Map.of())),
                workspace.disowned(),
                lifecycle,
                lifecycleSince,
                lifecycleReason,
                agentSessionId,
                handleOfProcess,
                parent,
                forkedFrom,
                createdAt,
                removed,
                new Heritage(heritage.resumes(), heritage.handedFrom(), Optional.of(heir)),
                containment);
    }

    public Session removedAt(Instant at) {
        return new Session(
                tenant,
                id,
                key,
                handle,
                title,
                group,
                tags,
                launch,
                wanted,
                workspace,
                lifecycle,
                lifecycleSince,
                lifecycleReason,
                agentSessionId,
                handleOfProcess,
                parent,
                forkedFrom,
                createdAt,
                Optional.of(at),
                heritage,
                containment);
    }
}
