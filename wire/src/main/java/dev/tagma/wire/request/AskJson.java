package dev.tagma.wire.request;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("One question with its choices.")
public record AskJson(
        @Doc("A word for it.") String header,
        @Doc("The question.") String text,
        @Doc("What is offered; free text is possible too.") List<ChoiceJson> choices,
        @Doc("Whether more than one choice may be taken.") boolean several) {}
