package dev.tagma.wire.usage;

import dev.tagma.core.session.SessionId;
import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Optional;

@Doc("A part of what was used.")
public record UsageRowJson(
        @Doc(
                value =
                        "The session's handle, the group's path, the agent, the model, the day or the turn's number; empty for"
                                + " the root of the groups and for what is of no turn.",
                example = "\"calm-otter\"")
        String name,

        @Doc("The session, where it is one.") Optional<SessionId> session,
        @Doc("Messages of models.") long messages,
        @Doc("Tokens, in the agents' own figures.") TokensJson tokens,

        @Doc(
                value =
                        "US dollars, as far as prices are known; none where no price is. A decimal number, exact, at standard"
                                + " rates.",
                example = "\"0.0123\"")
        Optional<String> dollars,

        @Doc("How many of the tokens have no known price; they are not in dollars.")
        long unpricedTokens,

        @Doc("The models whose price is not known.") List<String> unpricedModels) {}
