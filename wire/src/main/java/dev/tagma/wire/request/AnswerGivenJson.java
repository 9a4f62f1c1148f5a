package dev.tagma.wire.request;

import dev.tagma.core.request.Answer;
import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Optional;

@Doc("What was decided.")
public record AnswerGivenJson(
        @Doc("Which way.") Decision decision,
        @Doc("How far a permission reaches.") Optional<Answer.Scope> scope,
        @Doc("Why not.") Optional<String> reason,
        @Doc("What was chosen, a list for each question.") Optional<List<List<String>>> choices) {}
