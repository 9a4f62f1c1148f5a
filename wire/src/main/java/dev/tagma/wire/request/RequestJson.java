package dev.tagma.wire.request;

import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.SessionId;
import dev.tagma.wire.json.Doc;
import dev.tagma.wire.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Doc("Something an agent asks and somebody must answer.")
public record RequestJson(
        @Doc("The request.") RequestId id,
        @Doc("Who asks.") SessionId session,
        @Doc("What is asked for.") RequestKind kind,
        @Doc("What is asked, in a line.") String title,
        @Doc("The tool it wants to use, for permissions.") Optional<String> tool,

        @Doc("What it wants to do, as the agent gave it: the command, the change, the plan.")
        Json detail,

        @Doc("For questions: what is asked.") List<AskJson> questions,
        @Doc("How it can be answered.") Request.Channel channel,
        @Doc("Whether it still waits.") boolean open,
        @Doc("When it was asked.") Instant openedAt,

        @Doc("What was decided and is being handed to the agent.")
        Optional<ClosingJson> decided,

        @Doc("How it ended.") Optional<ClosingJson> closed) {}
