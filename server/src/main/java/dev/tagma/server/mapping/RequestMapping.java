package dev.tagma.server.mapping;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.JsonFault;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.request.AnswerGivenJson;
import dev.tagma.wire.request.AskJson;
import dev.tagma.wire.request.ChoiceJson;
import dev.tagma.wire.request.ClosingJson;
import dev.tagma.wire.request.Decision;
import dev.tagma.wire.request.RequestJson;
import dev.tagma.wire.session.RequestSummaryJson;
import java.util.List;
import java.util.Optional;

/** Requests of agents and what was decided about them. */
public final class RequestMapping {

    private RequestMapping() {}

    public static RequestJson request(Request request) {
        return new RequestJson(
                request.id(),
                request.session(),
                request.kind(),
                request.title(),
                request.tool(),
                detail(request.detail()),
                request.questions().stream().map(RequestMapping::ask).toList(),
                request.channel(),
                request.open(),
                request.openedAt(),
                request.decided().map(RequestMapping::closing),
                request.closed().map(RequestMapping::closing));
    }

    static RequestSummaryJson summary(Request request) {
        return new RequestSummaryJson(
                request.id(),
                request.kind(),
                request.title(),
                request.tool(),
                request.channel(),
                request.decided().isPresent(),
                request.openedAt());
    }

    static AnswerGivenJson answer(Answer answer) {
        return switch (answer) {
            case Answer.Allow(Answer.Scope scope) ->
                new AnswerGivenJson(Decision.ALLOW, Optional.of(scope), Optional.empty(), Optional.empty());
            case Answer.Deny(Optional<String> reason) ->
                new AnswerGivenJson(Decision.DENY, Optional.empty(), reason, Optional.empty());
            case Answer.Choose(List<List<String>> choices) ->
                new AnswerGivenJson(Decision.CHOOSE, Optional.empty(), Optional.empty(), Optional.of(choices));
        };
    }

    private static ClosingJson closing(Request.Closing closing) {
        return new ClosingJson(closing.how(), closing.by(), closing.answer().map(RequestMapping::answer), closing.at());
    }

    private static AskJson ask(Request.Ask ask) {
        return new AskJson(
                ask.header(),
                ask.text(),
                ask.choices().stream()
                        .map(choice -> new ChoiceJson(choice.label(), choice.description()))
                        .toList(),
                ask.several());
    }

    /** Agents give JSON; should one not, its text is shown as it is. */
    private static Json detail(String given) {
        if (given.isEmpty()) {
            return Json.NULL;
        }
        try {
            return JsonText.parse(given);
        } catch (JsonFault notJson) {
            return Json.of(given);
        }
    }
}
