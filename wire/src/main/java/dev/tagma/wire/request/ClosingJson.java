package dev.tagma.wire.request;

import dev.tagma.core.request.Request;
import dev.tagma.wire.json.Doc;
import java.time.Instant;
import java.util.Optional;

@Doc("How a request was decided or ended.")
public record ClosingJson(
        @Doc("The way it ended.") Request.How how,

        @Doc("Who decided: a door and a name, a rule, or the terminal.")
        String by,

        @Doc("What was decided; null when the agent withdrew it.")
        Optional<AnswerGivenJson> answer,

        @Doc("When.") Instant at) {}
