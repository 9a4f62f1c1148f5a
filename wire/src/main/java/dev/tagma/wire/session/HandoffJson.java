package dev.tagma.wire.session;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("A handoff that is wanted. Another agent, model or mode must be named.")
public record HandoffJson(
        @Doc("Idempotency key: the same key is the same handoff.")
        Optional<String> key,

        @Doc("A name of your choice for the new session; otherwise one is made.")
        Optional<Handle> handle,

        @Doc("The agent that takes over; the same one where absent.")
        Optional<AgentId> agent,

        @Doc("The agent's own name of the model.") Optional<String> model,

        @Doc(
                "What the new agent may do without asking; as before where absent, or the widest it has that allows no more.")
        Optional<PermissionMode> mode,

        @Doc("What it is to do; otherwise it says where the work stands and waits.")
        Optional<String> prompt,

        @Doc("Whether the former agent is ended even where it does not rest.")
        Optional<Boolean> interrupt) {}
