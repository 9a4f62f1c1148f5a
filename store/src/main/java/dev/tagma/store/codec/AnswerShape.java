package dev.tagma.store.codec;

import dev.tagma.core.request.Answer;

/** What was decided about a request, by the stable name of its type. */
final class AnswerShape implements Shape<Answer> {

    @Override
    public void write(Answer answer, Out out) {
        switch (answer) {
            case Answer.Allow allow -> out.text("type", "allow").name("scope", allow.scope());
            case Answer.Deny deny -> out.text("type", "deny").text("reason", deny.reason());
            case Answer.Choose choose -> out.text("type", "choose").lists("choices", choose.choices());
        }
    }

    @Override
    public Answer read(In in) {
        String type = in.text("type");
        return switch (type) {
            case "allow" -> new Answer.Allow(in.name("scope", Answer.Scope.class));
            case "deny" -> new Answer.Deny(in.optionalText("reason"));
            case "choose" -> new Answer.Choose(in.lists("choices"));
            default -> throw new UnreadableDocument("'" + type + "' is not a known type of answer");
        };
    }
}
