package dev.tagma.wire.session;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Optional;

@Doc("A terminal that is to be adopted.")
public record AdoptionJson(
        @Doc(
                value = "The socket of its tmux server, absolute; this user's usual server where absent.",
                example = "\"/tmp/tmux-1000/work\"")
        Optional<String> socket,

        @Doc(value = "The pane, by a name that the server knows.", example = "\"%5\"")
        String pane,

        @Doc("Whose program runs in it; as it is recognised where absent.")
        Optional<AgentId> agent,

        @Doc("A name of your choice; otherwise one is made.")
        Optional<Handle> handle,

        @Doc("What it is about; where it is, where absent.") Optional<String> title,

        @Doc("Its place in the tree of groups.") Optional<GroupPath> group,
        @Doc("Its tags.") List<String> tags) {}
