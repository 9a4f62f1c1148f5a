package dev.tagma.adapters.agent.codex;

import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.usage.Tokens;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

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

    /** The program keeps this as the conversation's goal. */
    record GoalIs(String objective, Instant at) implements Entry {}

    /** The program began a turn by itself, for the goal. */
    record GoalTurn(String turn, Instant at) implements Entry {}

    record Said(String text, Instant at) implements Entry {}

    record ToolUsed(String tool, String input, Instant at) implements Entry {}

    record ToolAnswered(String text, Instant at) implements Entry {}

    record TurnOver(String turn, TurnOutcome outcome, Optional<String> lastMessage, Instant at) implements Entry {}

    /**
     * An answer of the model used tokens.
     *
     * @param thread the conversation it was said in
     * @param response the model's server's name of the answer
     */
    record Used(String thread, String turn, String response, Tokens tokens, Instant at) implements Entry {}

    /** What follows is said by this model. */
    record ModelIs(String model, Instant at) implements Entry {}

    /** What the account may use, as the program tells it. */
    record Allows(JsonNode limits, Instant at) implements Entry {}

    record Noted(String text, Instant at) implements Entry {}
}
