package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ScreenReading;
import dev.tagma.adapters.agent.claude.screen.ScreenReading.Options;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import java.util.List;

/** The key that gives an answer in a dialog, where there is one. */
sealed interface AnswerKey {

    record Press(char digit) implements AnswerKey {}

    /** @param reason what is in the way */
    record None(String reason) implements AnswerKey {}

    /** The key for this answer to this request, whose dialog is shown. */
    static AnswerKey of(ScreenReading dialog, Request request, Answer answer) {
        return switch (dialog) {
            case ScreenReading.Permission(String text, String body, Options options) -> permission(options, answer);
            case ScreenReading.Question(String text, Options options) ->
                question(options, request.questions().getFirst(), answer);
            default -> new None("its hook is gone and its dialog takes no key; attach and answer there");
        };
    }

    private static AnswerKey permission(Options options, Answer answer) {
        List<String> labels = options.labels();
        String last = labels.getLast();
        boolean untouched = labels.getFirst().equals("Yes") && (last.equals("No") || last.endsWith("(esc)"));
        if (!untouched) {
            return new None("a person is writing into its dialog; attach and answer there");
        }
        return switch (answer) {
            case Answer.Allow(Answer.Scope scope) when scope == Answer.Scope.ONCE -> new Press('1');
            case Answer.Allow allow -> new None("its hook is gone; by keys it can be allowed only once");
            case Answer.Deny deny -> new Press((char) ('0' + labels.size()));
            case Answer.Choose choose -> new None("a permission takes no choice");
        };
    }

    /** Choices stand first; the option below them takes text, and while it is marked every key is text. */
    private static AnswerKey question(Options options, Request.Ask asked, Answer answer) {
        if (asked.several() || !(answer instanceof Answer.Choose(List<List<String>> chosen))) {
            return new None("its hook is gone; by keys one offered choice can be taken");
        }
        if (options.marked() < 0 || options.marked() >= asked.choices().size()) {
            return new None("a person is writing into its dialog; attach and answer there");
        }
        String wanted = chosen.getFirst().getFirst();
        for (int i = 0; i < Math.min(9, asked.choices().size()); i++) {
            if (asked.choices().get(i).label().equals(wanted)) {
                return new Press((char) ('1' + i));
            }
        }
        return new None("the dialog offers no '" + wanted + "'; by keys one offered choice can be taken");
    }
}
