package dev.tagma.cli.fake;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.SessionId;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.request.AnswerGivenJson;
import dev.tagma.wire.request.AskJson;
import dev.tagma.wire.request.ChoiceJson;
import dev.tagma.wire.request.ClosingJson;
import dev.tagma.wire.request.Decision;
import dev.tagma.wire.request.RequestJson;
import dev.tagma.wire.request.RequestListJson;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Requests as the daemon tells of them. */
public final class Requests {

    public static final String FIRST = "01932d3c-9b11-7000-8000-0000000000bb";
    public static final String SECOND = "01932d3c-9b11-7000-8000-0000000000cc";

    private Requests() {}

    public static RequestJson permission(String id, String title) {
        return request(id, RequestKind.PERMISSION, title, List.of(), Optional.empty());
    }

    public static RequestJson question(String id, AskJson... questions) {
        return request(id, RequestKind.QUESTION, "Which way?", List.of(questions), Optional.empty());
    }

    public static AskJson ask(String text, boolean several, String... labels) {
        return new AskJson(
                "h", text, Stream.of(labels).map(one -> new ChoiceJson(one, "")).toList(), several);
    }

    public static RequestJson allowed(RequestJson open) {
        var answer =
                new AnswerGivenJson(Decision.ALLOW, Optional.of(Answer.Scope.ONCE), Optional.empty(), Optional.empty());
        var closing = new ClosingJson(Request.How.ANSWERED, "cli:anna", Optional.of(answer), Samples.NOW);
        return request(open.id().toString(), open.kind(), open.title(), open.questions(), Optional.of(closing));
    }

    public static RequestJson over(RequestJson open) {
        RequestJson allowed = allowed(open);
        return new RequestJson(
                open.id(),
                open.session(),
                open.kind(),
                open.title(),
                open.tool(),
                open.detail(),
                open.questions(),
                open.channel(),
                false,
                open.openedAt(),
                Optional.empty(),
                allowed.decided());
    }

    private static RequestJson request(
            String id, RequestKind kind, String title, List<AskJson> questions, Optional<ClosingJson> decided) {
        return new RequestJson(
                RequestId.parse(id),
                SessionId.parse(Samples.OTTER),
                kind,
                title,
                kind == RequestKind.PERMISSION ? Optional.of("Bash") : Optional.empty(),
                JsonText.parse("{}"),
                questions,
                Request.Channel.NATIVE,
                true,
                Samples.NOW,
                decided,
                Optional.empty());
    }

    public static String list(RequestJson... requests) {
        return Samples.json(new RequestListJson(List.of(requests)));
    }
}
