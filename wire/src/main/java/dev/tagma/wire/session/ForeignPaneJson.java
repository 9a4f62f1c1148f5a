package dev.tagma.wire.session;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.Handle;
import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Optional;

@Doc("A terminal that Tagma did not start.")
public record ForeignPaneJson(
        @Doc(value = "Where it is: the server's socket and the pane.", example = "\"/tmp/tmux-1000/default:%5\"")
        String place,

        @Doc(value = "Where its owner finds it.", example = "\"main:0.1\"")
        String window,

        @Doc("The title that its program set.") String title,
        @Doc("The process that has it in front.") long pid,

        @Doc("What that was called with; empty where it cannot be seen.")
        List<String> command,

        @Doc("Where that works.") String directory,

        @Doc("Whose program it is; null where it is not recognised.")
        Optional<AgentId> agent,

        @Doc("The session that was made of it; null where there is none.")
        Optional<Handle> session) {}
