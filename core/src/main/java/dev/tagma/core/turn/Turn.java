package dev.tagma.core.turn;

import dev.tagma.core.message.MessageId;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.workspace.TreeId;
import java.time.Instant;
import java.util.Optional;

/**
 * One prompt and what followed.
 *
 * @param number counts from 1 within the session
 * @param key the agent's own name of the turn; the same key in the same session is the same turn
 * @param message the message that began it, none when a person typed at the terminal
 * @param prompt the first 500 characters of what was said
 * @param treeBefore snapshot of the workspace at its start, {@code treeAfter} at its end
 */
public record Turn(
        TenantId tenant,
        SessionId session,
        int number,
        String key,
        Optional<MessageId> message,
        String prompt,
        Instant startedAt,
        Optional<TreeId> treeBefore,
        Optional<Instant> endedAt,
        Optional<TurnOutcome> outcome,
        Optional<TreeId> treeAfter,
        Optional<String> lastMessage) {

    public boolean open() {
        return endedAt.isEmpty();
    }

    public Turn ended(Instant at, TurnOutcome how, Optional<TreeId> tree, Optional<String> said) {
        return new Turn(
                tenant,
                session,
                number,
                key,
                message,
                prompt,
                startedAt,
                treeBefore,
                Optional.of(at),
                Optional.of(how),
                tree,
                said);
    }

    /** This turn as begun by that message. */
    public Turn begunBy(MessageId id) {
        return new Turn(
                tenant,
                session,
                number,
                key,
                Optional.of(id),
                prompt,
                startedAt,
                treeBefore,
                endedAt,
                outcome,
                treeAfter,
                lastMessage);
    }
}
