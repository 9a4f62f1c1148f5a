package dev.tagma.wire.request;

import dev.tagma.core.request.RequestId;
import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Optional;

@Doc("The answer to a question: choice or choices.")
public record AnswerJson(
        @Doc("Which request; the only open one where absent.")
        Optional<RequestId> request,

        @Doc("Where one question is asked: a label as it is offered, else its number from 1, else free text.")
        Optional<String> choice,

        @Doc("A list of labels or free text for each question, taken literally.")
        Optional<List<List<String>>> choices) {}
