package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ClaudeScreen;
import dev.tagma.adapters.agent.claude.screen.ScreenReading;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Terminal;
import java.util.List;

/** Answers a request by a key, once the screen shows the very dialog it belongs to. */
final class KeyAnswer {

    private final ClaudeScreen screens;

    KeyAnswer(ClaudeScreen screens) {
        this.screens = screens;
    }

    Answered answer(Terminal terminal, Request request, Answer answer) {
        ScreenReading reading = screens.read(terminal.screen());
        return switch (reading) {
            case ScreenReading.Permission(String text, List<String> options)
            when request.kind() == RequestKind.PERMISSION && shows(text, request) ->
                permission(terminal, options, answer);
            case ScreenReading.Question(String text, List<String> options)
            when request.kind() == RequestKind.QUESTION && request.questions().size() == 1 ->
                question(terminal, options, request.questions().getFirst().choices(), answer);
            default ->
                new Answered.Refused(
                        "its hook is gone and the terminal does not show its dialog; attach and answer there");
        };
    }

    /** The dialog names the command or the file; white space is the screen's own. */
    private static boolean shows(String text, Request request) {
        String subject = request.title().contains(": ")
                ? request.title().substring(request.title().indexOf(": ") + 2)
                : request.title();
        String wanted = bare(subject);
        String last = bare(subject.substring(subject.lastIndexOf('/') + 1));
        String shown = bare(text);
        return shown.contains(wanted) || (!last.isEmpty() && shown.contains(last));
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s…]+", "");
    }

    private static Answered permission(Terminal terminal, List<String> options, Answer answer) {
        return switch (answer) {
            case Answer.Allow(Answer.Scope scope) when scope == Answer.Scope.ONCE -> press(terminal, options, "Yes");
            case Answer.Allow allow -> new Answered.Refused("its hook is gone; by keys it can be allowed only once");
            case Answer.Deny deny -> press(terminal, options, "No");
            case Answer.Choose choose -> new Answered.Refused("a permission takes no choice");
        };
    }

    private static Answered question(
            Terminal terminal, List<String> options, List<Request.Choice> offered, Answer answer) {
        return switch (answer) {
            case Answer.Choose(List<List<String>> choices)
            when choices.getFirst().size() == 1 ->
                press(terminal, labels(options, offered), choices.getFirst().getFirst());
            default -> new Answered.Refused("its hook is gone; by keys one offered choice can be taken");
        };
    }

    /** On the screen a choice's description follows its label, wrapped as the screen's width wants it. */
    private static List<String> labels(List<String> options, List<Request.Choice> offered) {
        return options.stream()
                .map(option -> offered.stream()
                        .filter(choice -> bare(option).equals(bare(choice.label() + choice.description())))
                        .findFirst()
                        .map(Request.Choice::label)
                        .orElse(option))
                .toList();
    }

    private static Answered press(Terminal terminal, List<String> options, String label) {
        for (int i = 0; i < options.size() && i < 9; i++) {
            boolean refusal = label.equals("No") && options.get(i).startsWith("No, ");
            if (options.get(i).equals(label) || refusal) {
                terminal.press(List.of(new Key.Printable((char) ('1' + i))));
                return new Answered.Delivered();
            }
        }
        return new Answered.Refused("the dialog offers no '" + label + "'");
    }
}
