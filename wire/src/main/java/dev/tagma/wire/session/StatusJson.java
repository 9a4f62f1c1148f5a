package dev.tagma.wire.session;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Attention;
import dev.tagma.core.status.Confidence;
import dev.tagma.wire.json.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Doc("A status, as it was derived.")
public record StatusJson(
        @Doc("How far its life has come.") Lifecycle lifecycle,
        @Doc("What it is doing.") Optional<Activity> activity,
        @Doc("Why, in a sentence.") String reason,
        @Doc("Since when it is so.") Instant since,
        @Doc("How well it is founded.") Confidence confidence,
        @Doc("The name of the rule that decided.") String rule,
        @Doc("What a person should look at.") List<Attention> attention,
        @Doc("When it ends, where that is known.") Optional<Instant> until,
        @Doc("While working: the last sign of life.") Optional<Instant> quietSince,
        @Doc("When it can change without any new fact.") Optional<Instant> recheckAt) {}
