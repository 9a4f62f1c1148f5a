package dev.tagma.wire.session;

import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.wire.json.Doc;
import java.time.Instant;
import java.util.Optional;

@Doc("One observation.")
public record FactJson(
        @Doc("Who observed it.") Source source,
        @Doc("What it answers.") Question question,

        @Doc(value = "The answer, in words.", example = "\"turn running\"")
        String reading,

        @Doc("When it became so at the agent.") Instant happenedAt,

        @Doc("When Tagma learned of it or last saw it unchanged.")
        Instant observedAt,

        @Doc("How long it stays good: level, edge, or edge with its deadline.")
        String reach,

        @Doc("The process it speaks of.") Optional<Long> pid,
        @Doc("What was literally seen.") String detail) {}
