package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.arguments;
import static dev.tagma.cli.command.Words.texts;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.json.JsonWriter;
import dev.tagma.cli.talk.Ago;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Table;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonArray;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.operation.SessionOperations;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma status}. */
final class StatusCommand implements Command {

    private final PositionalParamSpec sessions = arguments(
            0,
            "ID",
            "0..*",
            "Handles or ids of sessions; if absent its own within an agent's pane, else all sessions.");

    @Override
    public List<String> help() {
        return List.of("Says in a line for each session what it does and why; those that need somebody come first.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(sessions);
    }

    @Override
    public Exit run(Context context) {
        List<Fields> found = found(context);
        if (context.json()) {
            List<Json> all = found.stream().<Json>map(Fields::object).toList();
            context.talk().printJson(JsonWriter.write(new JsonObject(Map.of("sessions", new JsonArray(all)))));
            return Exit.OK;
        }
        if (found.isEmpty()) {
            context.talk().hint("there is no session; tagma create makes one");
        }
        Instant now = context.clock().instant();
        var table = new Table();
        found.stream()
                .map(Standing::of)
                .sorted(Comparator.comparing(StatusCommand::rank))
                .forEach(one -> table.row(
                        Span.of(one.handle(), Style.NAME),
                        one.word(),
                        Span.of(Ago.point(one.since(), now), Style.QUIET),
                        Span.of(why(one, now))));
        context.talk().print(table);
        return Exit.OK;
    }

    private List<Fields> found(Context context) {
        List<String> named = Stream.concat(
                        texts(sessions).stream().map(name -> Values.name(name, "session")),
                        texts(sessions).isEmpty() ? context.ownSession().stream() : Stream.empty())
                .toList();
        if (named.isEmpty()) {
            return context.api().ask(Ask.of(SessionOperations.LIST)).fields().objects("sessions");
        }
        return named.stream()
                .map(name ->
                        context.api().ask(Ask.of(SessionOperations.GET, name)).fields())
                .toList();
    }

    private static String why(Standing one, Instant now) {
        List<String> attention = one.attention(now);
        String reason = one.waitsForSomebody() ? one.asked() : one.reason();
        String next = one.nextStep().map(command -> "  (" + command + ")").orElse("");
        return (attention.isEmpty() ? reason : String.join("; ", attention)) + next;
    }

    private static Rank rank(Standing one) {
        if (one.waitsForSomebody()) {
            return Rank.WAITS;
        }
        if (one.bad()) {
            return Rank.FAILED;
        }
        if (!one.all().texts("attention").isEmpty() || one.activity().equals("unknown")) {
            return Rank.DOUBTFUL;
        }
        return one.notRunning() ? Rank.OVER : Rank.WELL;
    }

    /** The order in which people want to know of them. */
    private enum Rank {
        WAITS,
        FAILED,
        DOUBTFUL,
        WELL,
        OVER
    }
}
