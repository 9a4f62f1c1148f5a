package dev.tagma.adapters.agent.acp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The ways to log in that an agent offers, and which of them need no person. */
final class WaysIn {

    /** Ways of known agents that do not say themselves which variable they want. */
    private static final Map<String, String> KNOWN = Map.of(
            "gemini-api-key", "GEMINI_API_KEY",
            "vertex-ai", "GOOGLE_API_KEY",
            "openai", "OPENAI_API_KEY",
            "openai-api-key", "OPENAI_API_KEY",
            "codex-api-key", "CODEX_API_KEY",
            "anthropic-api-key", "ANTHROPIC_API_KEY");

    private final Map<String, String> environment;

    /** @param environment the agent's */
    WaysIn(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The first for which everything is there and which was not tried. */
    Optional<String> next(JsonNode offers, List<String> tried) {
        for (JsonNode way : offers.path("authMethods")) {
            String id = way.path("id").asString("");
            if (!tried.contains(id) && possible(way, id)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    /** Where an agent wants to be run in a terminal for it, nothing can be said over the protocol. */
    private boolean possible(JsonNode way, String id) {
        List<String> wanted = new ArrayList<>();
        way.path("vars").forEach(variable -> {
            if (!variable.path("optional").asBoolean(false)) {
                wanted.add(variable.path("name").asString(""));
            }
        });
        if (wanted.isEmpty() && KNOWN.containsKey(id)) {
            wanted.add(KNOWN.get(id));
        }
        return !way.path("type").asString("").equals("terminal")
                && !wanted.isEmpty()
                && wanted.stream()
                        .noneMatch(name -> environment.getOrDefault(name, "").isEmpty());
    }

    /** All of them, for people. */
    static List<String> named(JsonNode offers) {
        List<String> ways = new ArrayList<>();
        offers.path("authMethods")
                .forEach(way -> ways.add("'"
                        + way.path("id").asString("") + "' ("
                        + way.path("description").asString(way.path("name").asString(""))
                        + ")"));
        return ways;
    }
}
