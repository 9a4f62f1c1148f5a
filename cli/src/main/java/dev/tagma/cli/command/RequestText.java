package dev.tagma.cli.command;

import dev.tagma.cli.api.Fields;
import dev.tagma.cli.json.JsonWriter;
import dev.tagma.cli.talk.Ago;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Talk;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.json.Json.JsonString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows what agents ask, and how to answer. */
final class RequestText {

    /** A plan or a change can have thousands of lines; the terminal itself shows them better. */
    private static final int LINES = 20;

    private final Talk talk;
    private final Instant now;

    RequestText(Talk talk, Instant now) {
        this.talk = talk;
        this.now = now;
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
            talk.print("");
            print(request, Names.shortened(request.text("id"), ids), requests.size() > 1 ? "" : handle);
        }
    }

    private void print(Fields request, String shortId, String handle) {
        talk.print(
                Span.of(shortId, Style.NAME),
                Span.of("  " + request.text("kind") + ": ", Style.ASKING),
                Span.of(asked(request)),
                Span.of("  " + Ago.point(request.time("openedAt"), now), Style.QUIET));
        detail(request).ifPresent(this::printLines);
        int number = 1;
        for (Fields question : request.objects("questions")) {
            printQuestion(question, number++, request.objects("questions").size() > 1);
        }
        String name = handle.isEmpty() ? shortId : handle;
        talk.print(Span.of("  " + howToAnswer(request, name), Style.QUIET));
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
        String several = question.flag("several") ? " (several may be chosen)" : "";
        talk.print(Span.of("  " + (numbered ? number + ". " : "") + question.text("text") + several));
        int choice = 1;
        for (Fields offered : question.objects("choices")) {
            String description = offered.text("description");
            talk.print(
                    Span.of("    " + choice++ + "  "),
                    Span.of(offered.text("label"), Style.NAME),
                    Span.of(description.isEmpty() ? "" : "  " + description, Style.QUIET));
        }
    }

    /** What people look for first: the command, the file, the plan; else all of it. */
    private static Optional<String> detail(Fields request) {
        if (request.text("kind").equals("question")) {
            return Optional.empty();
        }
        return request.present("detail").flatMap(RequestText::text);
    }

    private static Optional<String> text(Json detail) {
        if (detail instanceof JsonString(String plain)) {
            return Names.nonEmpty(plain);
        }
        if (detail instanceof JsonObject object) {
            for (String known : List.of("command", "plan", "file_path", "url")) {
                if (object.member(known).orElse(Json.NULL) instanceof JsonString(String value)) {
                    return Optional.of(value);
                }
            }
            return object.members().isEmpty() ? Optional.empty() : Optional.of(JsonWriter.write(object));
        }
        return Optional.of(JsonWriter.write(detail));
    }

    private void printLines(String text) {
        List<String> lines = text.lines().toList();
        lines.stream().limit(LINES).forEach(line -> talk.print("    " + line));
        if (lines.size() > LINES) {
            talk.print(Span.of("    … " + (lines.size() - LINES) + " more lines", Style.QUIET));
        }
    }
}
