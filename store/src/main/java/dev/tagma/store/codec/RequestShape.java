package dev.tagma.store.codec;

import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;

/** A request with its questions and how it was closed. */
final class RequestShape implements Shape<Request> {

    @Override
    public void write(Request request, Out out) {
        out.text("tenant", request.tenant().value())
                .text("session", request.session().toString())
                .text("id", request.id().toString())
                .text("key", request.key())
                .name("kind", request.kind())
                .text("title", request.title())
                .text("tool", request.tool())
                .text("detail", request.detail())
                .objects("questions", request.questions(), new AskShape())
                .name("channel", request.channel())
                .time("openedAt", request.openedAt())
                .object("decided", request.decided(), new ClosingShape())
                .object("closed", request.closed(), new ClosingShape());
    }

    @Override
    public Request read(In in) {
        return new Request(
                in.parsed("tenant", TenantId::new),
                in.parsed("session", SessionId::parse),
                in.parsed("id", RequestId::parse),
                in.text("key"),
                in.name("kind", RequestKind.class),
                in.text("title"),
                in.optionalText("tool"),
                in.text("detail"),
                in.objects("questions", new AskShape()),
                in.name("channel", Request.Channel.class),
                in.time("openedAt"),
                in.optionalObject("decided", new ClosingShape()),
                in.optionalObject("closed", new ClosingShape()));
    }

    private static final class AskShape implements Shape<Request.Ask> {

        @Override
        public void write(Request.Ask ask, Out out) {
            out.text("header", ask.header())
                    .text("text", ask.text())
                    .objects("choices", ask.choices(), new ChoiceShape())
                    .flag("several", ask.several());
        }

        @Override
        public Request.Ask read(In in) {
            return new Request.Ask(
                    in.text("header"), in.text("text"), in.objects("choices", new ChoiceShape()), in.flag("several"));
        }
    }

    private static final class ChoiceShape implements Shape<Request.Choice> {

        @Override
        public void write(Request.Choice choice, Out out) {
            out.text("label", choice.label()).text("description", choice.description());
        }

        @Override
        public Request.Choice read(In in) {
            return new Request.Choice(in.text("label"), in.text("description"));
        }
    }

    private static final class ClosingShape implements Shape<Request.Closing> {

        @Override
        public void write(Request.Closing closing, Out out) {
            out.name("how", closing.how())
                    .text("by", closing.by())
                    .object("answer", closing.answer(), new AnswerShape())
                    .time("at", closing.at());
        }

        @Override
        public Request.Closing read(In in) {
            return new Request.Closing(
                    in.name("how", Request.How.class),
                    in.text("by"),
                    in.optionalObject("answer", new AnswerShape()),
                    in.time("at"));
        }
    }
}
