package dev.tagma.wire.turn;

import dev.tagma.core.message.MessageId;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.wire.json.Doc;
import java.time.Instant;
import java.util.Optional;

@Doc("One prompt and what followed.")
public record TurnJson(
        @Doc("Counts from 1 within the session.") int number,
        @Doc("How it stands.") TurnState state,

        @Doc("The message that began it; null when a person typed at the terminal.")
        Optional<MessageId> message,

        @Doc("The first 500 characters of what was said.") String prompt,
        @Doc("When it began.") Instant startedAt,
        @Doc("When it ended.") Optional<Instant> endedAt,
        @Doc("Snapshot of the workspace at its start.") Optional<TreeId> treeBefore,
        @Doc("Snapshot of the workspace at its end.") Optional<TreeId> treeAfter,
        @Doc("What the agent said last.") Optional<String> lastMessage) {}
