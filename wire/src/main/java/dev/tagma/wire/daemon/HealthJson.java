package dev.tagma.wire.daemon;

import dev.tagma.wire.json.Doc;
import java.time.Instant;
import java.util.Optional;

@Doc("How the daemon is. Whoever has not shown a token learns the status word alone.")
public record HealthJson(
        @Doc(value = "ok, or stopping.", example = "\"ok\"") String status,
        @Doc("Its version.") Optional<String> version,
        @Doc("Its process id.") Optional<Long> pid,
        @Doc("When it started.") Optional<Instant> startedAt,
        @Doc("How many sessions there are.") Optional<Integer> sessions) {}
