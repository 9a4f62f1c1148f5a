package dev.tagma.wire.session;

import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.request.RequestKind;
import dev.tagma.wire.json.Doc;
import java.time.Instant;
import java.util.Optional;

@Doc("An open request, in short.")
public record RequestSummaryJson(
        @Doc("The request.") RequestId id,
        @Doc("What is asked for.") RequestKind kind,
        @Doc("What is asked, in a line.") String title,
        @Doc("The tool it wants to use, for permissions.") Optional<String> tool,
        @Doc("How it can be answered.") Request.Channel channel,

        @Doc("Whether somebody has answered already and the agent has not yet taken it.")
        boolean decided,

        @Doc("When it was asked.") Instant openedAt) {}
