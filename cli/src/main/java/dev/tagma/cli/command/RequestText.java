package dev.tagma.cli.command;

import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Ago;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Talk;
import java.time.Instant;
import java.util.List;

/** Shows what agents ask, and how to answer. */
final class RequestText {

    private final Lines lines;
    private final Instant now;

    RequestText(Talk talk, Instant now) {
        this(talk::print, now);
    }

    /** @param lines where it is shown */
    RequestText(Lines lines, Instant now) {
        this.lines = lines;
        this.now = now;
    }

    /** Takes one line after the other. */
    interface Lines {
        void line(Span... line);
    }

    /** What a request asks, in a line: the tool it is about, where the title does not begin with it, and the title. */
    static String asked(Fields request) {
        String title = request.text("title");
        return request.optionalText("tool")
                .filter(tool -> !title.startsWith(tool))
                .map(tool -> tool + ": " + title)
                .orElse(title);
    }

    void print(List<Fields> requests, String handle) {
        List<String> ids = requests.stream().map(one -> one.text("id")).toList();
        for (Fields request : requests) {
            lines.line();
            print(request, Names.shortened(request.text("id"), ids), requests.size() > 1 ? "" : handle);
        }
    }

    /** A request to whoever is about to answer it here; a question's questions are asked one by one. */
    void ask(Fields request, String handle) {
        show(request, handle);
        if (request.text("kind").equals("permission")) {
            lines.line(Span.of("  s and p allow " + RequestDetail.reach(request), Style.QUIET));
        }
    }

    private void show(Fields request, String handle) {
        if (request.text("kind").equals("question")) {
            return;
        }
        String asked = asked(request);
        lines.line(Span.of(handle, Style.NAME), Span.of(wish(request.text("kind")), Style.ASKING), Span.of(asked));
        printDetail(request, asked);
    }

    private static String wish(String kind) {
        return switch (kind) {
            case "plan" -> " asks for its plan's approval: ";
            case "permission" -> " asks for permission: ";
            default -> " asks for " + kind + ": ";
        };
    }

    /** One question of a request to whoever is about to answer it here. */
    void askOne(Fields question, String handle) {
        lines.line(Span.of(handle, Style.NAME), Span.of(" asks: ", Style.ASKING), Span.of(question(question)));
        printChoices(question);
    }

    /** A request to whoever can only answer it elsewhere, under this name. */
    void tell(Fields request, String handle, String name) {
        show(request, handle);
        request.objects("questions").forEach(question -> askOne(question, handle));
        lines.line(Span.of("  " + howToAnswer(request, name), Style.QUIET));
    }

    private void print(Fields request, String shortId, String handle) {
        lines.line(
                Span.of(shortId, Style.NAME),
                Span.of("  " + request.text("kind") + ": ", Style.ASKING),
                Span.of(asked(request)),
                Span.of("  " + Ago.point(request.time("openedAt"), now), Style.QUIET));
        printDetail(request, "");
        int number = 1;
        for (Fields question : request.objects("questions")) {
            printQuestion(question, number++, request.objects("questions").size() > 1);
        }
        String name = handle.isEmpty() ? shortId : handle;
        lines.line(Span.of("  " + howToAnswer(request, name), Style.QUIET));
    }

    private static String howToAnswer(Fields request, String name) {
        if (request.optionalObject("decided").isPresent()) {
            return "answered; the agent has not yet taken it";
        }
        if (request.text("channel").equals("terminal")) {
            return "can only be answered at the agent's terminal";
        }
        String keys = request.text("channel").equals("keys") ? "  (by keys, once the screen shows it)" : "";
        return (request.text("kind").equals("question") ? "tagma answer " + name + " CHOICE" : "tagma approve " + name)
                + keys;
    }

    private void printQuestion(Fields question, int number, boolean numbered) {
        lines.line(Span.of("  " + (numbered ? number + ". " : "") + question(question)));
        printChoices(question);
    }

    private static String question(Fields question) {
        return question.text("text") + (question.flag("several") ? " (several may be chosen)" : "");
    }

    private void printChoices(Fields question) {
        int choice = 1;
        for (Fields offered : question.objects("choices")) {
            String description = offered.text("description");
            lines.line(
                    Span.of("    " + choice++ + "  "),
                    Span.of(offered.text("label"), Style.NAME),
                    Span.of(description.isEmpty() ? "" : "  " + description, Style.QUIET));
        }
    }

    private void printDetail(Fields request, String said) {
        RequestDetail.of(request).below(said).forEach(line -> lines.line(Span.of("    " + line)));
    }
}
