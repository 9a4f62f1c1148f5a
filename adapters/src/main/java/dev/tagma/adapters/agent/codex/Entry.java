package dev.tagma.adapters.agent.codex;

import dev.tagma.core.turn.TurnOutcome;
import java.time.Instant;
import java.util.Optional;

/** What a line of the program's own record of a conversation tells. */
sealed interface Entry {

    Instant at();

    /**
     * Somebody said something.
     *
     * @param id the program's name of it
     * @param client the name that whoever said it gave it
     */
    record Prompt(String turn, String id, Optional<String> client, String text, Instant at) implements Entry {}

    record Said(String text, Instant at) implements Entry {}

    record ToolUsed(String tool, String input, Instant at) implements Entry {}

    record ToolAnswered(String text, Instant at) implements Entry {}

    record TurnOver(String turn, TurnOutcome outcome, Optional<String> lastMessage, Instant at) implements Entry {}

    record Noted(String text, Instant at) implements Entry {}
}
