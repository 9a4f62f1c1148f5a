package dev.tagma.cli.command;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.json.JsonWriter;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.operation.SessionOperations;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Events as lines for people: when, who, what. */
final class EventText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final int NAME_WIDTH = 16;

    private final Context context;
    private final ZoneId zone;
    private final Map<String, String> handles = new HashMap<>();

    EventText(Context context) {
        this.context = context;
        this.zone = context.zone().get();
    }

    /** Events that are no longer kept: said in their place, since what is missing is data too. */
    void gap(Fields gap) {
        if (context.json()) {
            context.printJson(gap.with("type", Json.of("gap")));
        } else {
            context.talk()
                    .print(Span.of("— %d events are no longer kept".formatted(gap.whole("missed")), Style.ASKING));
        }
    }

    void print(Fields event) {
        Fields data = event.object("data");
        String type = event.text("type");
        String time = TIME.format(event.time("time").atZone(zone));
        String who =
                event.optionalText("session").map(id -> handle(id, type, data)).orElse("");
        var line = new ArrayList<Span>();
        line.add(Span.of(time + "  ", Style.QUIET));
        line.add(Span.of(who, Style.NAME));
        line.add(Span.of(" ".repeat(Math.max(0, NAME_WIDTH - who.length()) + 2)));
        line.addAll(what(type, data));
        context.talk().print(line.toArray(Span[]::new));
    }

    private String handle(String id, String type, Fields data) {
        if (type.equals("session.created") || type.equals("session.changed")) {
            handles.put(id, data.text("handle"));
        }
        return handles.computeIfAbsent(id, this::lookUp);
    }

    private String lookUp(String id) {
        try {
            return context.api().ask(Ask.of(SessionOperations.GET, id)).fields().text("handle");
        } catch (Failure removed) {
            return id.substring(0, Math.min(13, id.length()));
        }
    }

    private static List<Span> what(String type, Fields data) {
        return switch (type) {
            case "session.created" -> List.of(Span.of("created"), quiet(data.text("agent")), quiet(data.text("title")));
            case "session.lifecycle" -> List.of(Standing.word(data.text("to"), ""), quiet(data.text("reason")));
            case "session.activity" ->
                List.of(
                        data.optionalText("activity").map(Standing::activity).orElse(Span.of("status")),
                        quiet(data.text("reason")),
                        Span.of(
                                String.join(
                                        "",
                                        data.texts("attention").stream()
                                                .map(one -> "  " + one.replace('_', ' '))
                                                .toList()),
                                Style.ASKING));
            case "session.changed" -> List.of(Span.of("changed"), quiet(data.text("title")));
            case "session.removed" -> List.of(Span.of("removed"), quiet("by " + data.text("by")));
            case "session.identity" ->
                List.of(Span.of("conversation " + data.text("agentSessionId")), quiet(data.text("reason")));
            case "session.contained" ->
                List.of(
                        Span.of("contained by " + data.text("sandbox")),
                        quiet(String.join("; ", data.texts("enforced"))));
            case "session.handed" ->
                List.of(Span.of("handed over"), quiet("from " + data.text("from") + " to " + data.text("to")));
            case "message.state" -> message(data);
            case "request.opened" ->
                List.of(
                        Span.of(
                                data.text("kind").equals("question") ? "asks" : "asks for " + data.text("kind"),
                                Style.ASKING),
                        Span.of("  " + RequestText.asked(data)));
            case "request.changed" ->
                List.of(Span.of("request by " + data.text("channel")), quiet(data.text("reason")));
            case "request.closed" ->
                List.of(
                        Span.of(data.text("kind") + " " + data.text("how").replace('_', ' ')),
                        quiet("by " + data.text("by")));
            case "turn.started" ->
                List.of(Span.of("turn " + data.whole("turn") + " begins"), quiet(data.text("prompt")));
            case "turn.ended" ->
                List.of(
                        Span.of("turn " + data.whole("turn") + " " + data.text("outcome")),
                        quiet(data.optionalText("lastMessage").orElse("")));
            case "workspace.saved" ->
                List.of(Span.of("work saved: %d files".formatted(data.whole("files"))), quiet(data.text("ref")));
            case "workspace.changed" -> List.of(Span.of("workspace " + data.text("change")), quiet(data.text("path")));
            case "budget.warned" ->
                List.of(Span.of("budget of the " + data.text("budget") + " runs out"), quiet(data.text("words")));
            case "budget.reached" ->
                List.of(Span.of("budget of the " + data.text("budget") + " is used up"), quiet(data.text("words")));
            default -> List.of(Span.of(type), quiet(JsonWriter.write(data.object())));
        };
    }

    private static List<Span> message(Fields data) {
        String why = Optional.<String>empty()
                .or(() -> data.optionalText("failure"))
                .or(() -> data.optionalText("held").map(held -> "held: " + held))
                .orElse("");
        Style style = data.text("state").equals("failed") ? Style.BAD : Style.PLAIN;
        return List.of(Span.of("message " + data.text("state"), style), quiet(why), quiet(data.text("message")));
    }

    private static Span quiet(String text) {
        String first = text.lines().findFirst().orElse("");
        return Span.of(first.isEmpty() ? "" : "  " + first, Style.QUIET);
    }
}
