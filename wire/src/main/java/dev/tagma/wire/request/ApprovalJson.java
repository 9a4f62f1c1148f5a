package dev.tagma.wire.request;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.RequestId;
import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("Leave to go ahead.")
public record ApprovalJson(
        @Doc("Which request; the only open one where absent.")
        Optional<RequestId> request,

        @Doc("How far it reaches; once where absent.") Optional<Answer.Scope> scope) {}
