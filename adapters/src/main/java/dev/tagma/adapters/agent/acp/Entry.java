package dev.tagma.adapters.agent.acp;

import java.time.Instant;
import java.util.Optional;

/**
 * One entry of the conversation as Tagma keeps it, a line each.
 *
 * @param run the process that said it
 * @param place where in that process's output it was said; entries of a run rise by this
 * @param role {@code user}, {@code assistant}, {@code tool} or {@code system}
 * @param tool the tool that was used; none for what a tool answered
 * @param turn for what a user said: the turn it began
 */
record Entry(int run, long place, Instant at, String role, String text, Optional<String> tool, Optional<String> turn) {}
