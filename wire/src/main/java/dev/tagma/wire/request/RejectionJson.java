package dev.tagma.wire.request;

import dev.tagma.core.request.RequestId;
import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("A refusal.")
public record RejectionJson(
        @Doc("Which request; the only open one where absent.")
        Optional<RequestId> request,

        @Doc("Why; the agent is shown it.") Optional<String> reason) {}
