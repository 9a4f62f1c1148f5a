package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("What a session's agent pursues by itself, if anything.")
public record GoalHeldJson(
        @Doc("Absent where there is none.") Optional<GoalJson> goal) {}
