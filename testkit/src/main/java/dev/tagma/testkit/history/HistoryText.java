package dev.tagma.testkit.history;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.Lifecycle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A history as text: a line of JSON with what it shows, then one for each thing that was told. */
public final class HistoryText {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Boots of other machines are nobody's business. */
    private static final String BOOT = "boot";

    private HistoryText() {}

    static History read(String name, List<String> lines) {
        List<String> shows = new ArrayList<>();
        MAPPER.readTree(lines.getFirst()).get("shows").forEach(activity -> shows.add(activity.asString()));
        return new History(
                name,
                shows,
                lines.stream().skip(1).map(line -> told(MAPPER.readTree(line))).toList());
    }

    public static String write(History history) {
        ObjectNode head = MAPPER.createObjectNode();
        history.shows().forEach(head.putArray("shows")::add);
        StringBuilder text = new StringBuilder(head + "\n");
        history.told().forEach(told -> text.append(line(told)).append('\n'));
        return text.toString();
    }

    private static Told told(JsonNode line) {
        Instant at = Instant.parse(line.get("at").asString());
        return line.has("lifecycle")
                ? new Told.Reached(at, name(Lifecycle.class, line.get("lifecycle")))
                : new Told.Seen(fact(at, line));
    }

    private static Fact fact(Instant at, JsonNode line) {
        Source source = name(Source.class, line.get("source"));
        return new Fact(
                source,
                reading(line),
                line.has("happened") ? Instant.parse(line.get("happened").asString()) : at,
                at,
                line.has("edge") ? new Reach.Edge(time(line, "deadline")) : Reach.LEVEL,
                line.has("pid")
                        ? Optional.of(new ProcessKey(
                                line.get("pid").asLong(), line.get("ticks").asLong(), BOOT))
                        : Optional.empty(),
                line.get("detail").asString());
    }

    private static Reading reading(JsonNode line) {
        if (line.has("turn")) {
            return new Reading.Turn(name(Reading.TurnState.class, line.get("turn")));
        }
        if (line.has("waiting")) {
            return new Reading.Waiting(name(Reading.WaitingFor.class, line.get("waiting")));
        }
        if (line.has("background")) {
            return new Reading.Background(line.get("background").asInt());
        }
        if (line.has("condition")) {
            return new Reading.Condition(
                    name(Reading.ConditionKind.class, line.get("condition")),
                    line.get("said").asString(),
                    time(line, "until"));
        }
        if (line.has("composer")) {
            return new Reading.Composer(name(Reading.ComposerState.class, line.get("composer")));
        }
        return new Reading.ProcessSeen(
                line.get("alive").asBoolean(),
                line.has("exit") ? OptionalInt.of(line.get("exit").asInt()) : OptionalInt.empty());
    }

    private static ObjectNode line(Told told) {
        ObjectNode line = MAPPER.createObjectNode().put("at", told.at().toString());
        switch (told) {
            case Told.Reached(var at, var lifecycle) -> line.put("lifecycle", word(lifecycle));
            case Told.Seen(var fact) -> {
                line.put("source", word(fact.source()));
                write(fact.reading(), line);
                if (!fact.happenedAt().equals(fact.observedAt())) {
                    line.put("happened", fact.happenedAt().toString());
                }
                if (fact.reach() instanceof Reach.Edge(var deadline)) {
                    line.put("edge", true);
                    deadline.ifPresent(at -> line.put("deadline", at.toString()));
                }
                fact.process()
                        .ifPresent(process -> line.put("pid", process.pid()).put("ticks", process.startedTicks()));
                line.put("detail", fact.detail());
            }
        }
        return line;
    }

    private static void write(Reading reading, ObjectNode line) {
        switch (reading) {
            case Reading.Turn(var state) -> line.put("turn", word(state));
            case Reading.Waiting(var what) -> line.put("waiting", word(what));
            case Reading.Background(var running) -> line.put("background", running);
            case Reading.Condition(var kind, var detail, var until) -> {
                line.put("condition", word(kind)).put("said", detail);
                until.ifPresent(at -> line.put("until", at.toString()));
            }
            case Reading.Composer(var state) -> line.put("composer", word(state));
            case Reading.ProcessSeen(var alive, var exit) -> {
                line.put("alive", alive);
                exit.ifPresent(code -> line.put("exit", code));
            }
        }
    }

    private static Optional<Instant> time(JsonNode line, String name) {
        return line.has(name) ? Optional.of(Instant.parse(line.get(name).asString())) : Optional.empty();
    }

    private static <E extends Enum<E>> E name(Class<E> type, JsonNode word) {
        return Enum.valueOf(type, word.asString().toUpperCase(Locale.ROOT));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
