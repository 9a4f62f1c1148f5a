package dev.tagma.wire.search;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.SessionId;
import dev.tagma.wire.json.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Doc("An entry of a conversation in which everything occurs that was searched for.")
public record HitJson(
        @Doc("The session whose it is; null for a conversation that Tagma did not start.")
        Optional<SessionId> session,

        @Doc("That session's readable name.") Optional<Handle> handle,

        @Doc("Whether that session has been removed: then it can neither be read nor resumed.")
        boolean removed,

        @Doc("The agent.") AgentId agent,

        @Doc("The agent's own name of a conversation that Tagma did not start.")
        Optional<String> conversation,

        @Doc(value = "The directory it is about, where that is known.", example = "\"/home/anna/api\"")
        Optional<String> place,

        @Doc(value = "user, assistant, tool or system.", example = "\"assistant\"")
        String role,

        @Doc("The tool that was used.") Optional<String> tool,
        @Doc("When.") Optional<Instant> at,
        @Doc("The entry's place in the conversation.") String cursor,

        @Doc("The part of the entry around what was found, in pieces.")
        List<PieceJson> snippet,

        @Doc("The command that goes on with the conversation, in words; empty where it runs or cannot be resumed.")
        List<String> resume) {}
