package dev.tagma.wire.session;

import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc("A session that is wanted.")
public record NewSessionJson(
        @Doc("Idempotency key: the same key is the same session.")
        Optional<String> key,

        @Doc("A name of your choice; otherwise one is made.")
        Optional<Handle> handle,

        @Doc("What it is about.") Optional<String> title,
        @Doc("Its place in the tree of groups.") Optional<GroupPath> group,
        @Doc("Its tags.") List<String> tags,

        @Doc("The kind of agent program; the configured default where absent.")
        Optional<AgentId> agent,

        @Doc("How it is driven.") Optional<DriverKind> driver,
        @Doc("What the agent may do without asking.") Optional<PermissionMode> mode,
        @Doc("The agent's own name of the model.") Optional<String> model,
        @Doc("Variables added to the allow-listed ones.") Map<String, String> environment,

        @Doc("Further arguments for the agent's program; none that Tagma gives itself, such as the mode.")
        List<String> arguments,

        @Doc(
                value = "The directory it is about, absolute. A new session needs it; a fork takes the original's"
                        + " where it is absent.",
                example = "\"/home/anna/api\"")
        Optional<String> path,

        @Doc("Which workspace is wanted; automatic where absent.")
        Optional<WorkspaceWish> workspace,

        @Doc("The branch to be on: an existing one is adopted, a new one is made.")
        Optional<String> branch,

        @Doc("What a new branch begins at.") Optional<String> base,

        @Doc("Further repositories: the workspace is then a directory with a worktree, or a clone, of each, and the"
                + " agent starts in that directory. A fork takes the original's where it takes its path.")
        List<BesideJson> with,

        @Doc("A first message, accepted together with the session.")
        Optional<String> prompt,

        @Doc("Whether to start it at once; true where absent.")
        Optional<Boolean> start,

        @Doc("The agent's own name of a conversation that Tagma did not start, to go on with it; works in place"
                + " where no workspace is said.")
        Optional<AgentSessionId> resume,

        @Doc("What becomes of a turn that a usage limit cut off: it waits for somebody to speak, or the agent is"
                + " told to go on once the limit is over; as configured where absent.")
        Optional<AfterLimit> afterLimit,

        @Doc("Where its terminal lives: tmux, where it outlives the daemon, or pty, where it ends with the daemon;"
                + " tmux where absent.")
        Optional<String> runtime,

        @Doc("What the agent is to be kept within; as configured where absent. A fork takes the original's.")
        Optional<SandboxWishJson> sandbox) {}
