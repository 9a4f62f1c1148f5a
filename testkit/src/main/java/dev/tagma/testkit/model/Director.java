package dev.tagma.testkit.model;

import dev.tagma.testkit.model.RecordedRequest.Kind;
import dev.tagma.testkit.script.Conversation;
import dev.tagma.testkit.script.Cue;
import dev.tagma.testkit.script.Cue.Cued;
import dev.tagma.testkit.script.Memory;
import dev.tagma.testkit.script.Moment;
import dev.tagma.testkit.script.Place;
import dev.tagma.testkit.script.Script;
import dev.tagma.testkit.script.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Decides what a request is answered with. */
final class Director {

    private static final Place NOWHERE = new Place("", 0, "");
    private static final Pattern SIDE_JOB = Pattern.compile("(?i)title|summar|topic|classif|suggest");
    private static final String SUMMARY = """
            <analysis>
            The fake model sums up every conversation alike.
            </analysis>

            <summary>
            The fake model summarised the conversation.
            </summary>
            """;

    private record Key(String session, String opening) {}

    private record Answer(Kind kind, List<Cued> steps) {
        static Answer of(Kind kind, String words) {
            return new Answer(kind, List.of(say(NOWHERE, words)));
        }
    }

    private final Map<Key, Recollection> recollections = new HashMap<>();
    /** Which conversation of a session was summed up: its head is cut off from then on. */
    private final Map<String, Recollection> shortened = new HashMap<>();

    private final Deque<Script> queue = new ArrayDeque<>();

    /** Sets the script for the next text that has none. */
    synchronized void queue(Script script) {
        queue.addLast(script);
    }

    synchronized void reset() {
        recollections.clear();
        shortened.clear();
        queue.clear();
    }

    Scene direct(ModelRequest request) {
        // What must fit a schema is for the client itself, whatever tools it lends for it, as codex-acp does for a
        // title.
        if (!request.answerSchema().isMissingNode()) {
            return side(request, fill(request.answerSchema()).toString());
        }
        if (request.tools().isEmpty() && SIDE_JOB.matcher(request.system()).find()) {
            return side(request, "Fake title");
        }
        var recollection = recollection(request);
        return recollection.with(memory -> direct(request, recollection, memory));
    }

    private Scene direct(ModelRequest request, Recollection recollection, Memory memory) {
        var conversation = Conversation.follow(request.entries(), memory);
        var cue = conversation.cue();
        if (cue instanceof Cue.Echo(var texts) && standIn(texts.getLast(), memory)) {
            conversation = Conversation.follow(request.entries(), memory);
            cue = conversation.cue();
        }
        var answer = answer(cue);
        var moment = conversation.moment();
        if (answer.kind == Kind.SUMMARY) {
            memory.summarised(moment);
            remember(request.session(), recollection);
        }
        var news = answer.kind == Kind.SUMMARY ? List.<String>of() : recollection.notice(moment);
        return new Scene(request, answer.kind, recollection, moment, conversation.everSaid(), news, answer.steps);
    }

    private static Answer answer(Cue cue) {
        return switch (cue) {
            case Cue.Perform(var steps) -> new Answer(Kind.SCRIPT, spoken(steps, "Done."));
            case Cue.Echo(var texts) ->
                new Answer(Kind.ECHO, texts.stream().map(Director::echo).toList());
            case Cue.Conclude(var results) -> Answer.of(Kind.CONCLUSION, conclusion(results));
            case Cue.Acknowledge(var notice) -> Answer.of(Kind.CONCLUSION, "Noted: " + notice);
            case Cue.Summarise() -> Answer.of(Kind.SUMMARY, SUMMARY);
        };
    }

    private static Scene side(ModelRequest request, String answer) {
        var moment = new Moment("", List.of());
        var steps = List.of(say(NOWHERE, answer));
        return new Scene(request, Kind.SIDE, new Recollection(), moment, List.of(), List.of(), steps);
    }

    private synchronized Recollection recollection(ModelRequest request) {
        return Conversation.opening(request.entries())
                .map(opening -> new Key(request.session(), opening))
                .map(key -> recollections.computeIfAbsent(key, _ -> new Recollection()))
                .orElseGet(() -> shortened.computeIfAbsent(request.session(), _ -> new Recollection()));
    }

    private synchronized void remember(String session, Recollection recollection) {
        shortened.put(session, recollection);
    }

    private synchronized boolean standIn(Place place, Memory memory) {
        var script = queue.pollFirst();
        if (script == null) {
            return false;
        }
        memory.standIn(place, script);
        return true;
    }

    /** The steps, and a last word if they have nothing to say. */
    private static List<Cued> spoken(List<Cued> steps, String otherwise) {
        return steps.stream().anyMatch(cued -> speaks(cued.step()))
                ? steps
                : Stream.concat(steps.stream(), Stream.of(say(NOWHERE, otherwise)))
                        .toList();
    }

    private static String conclusion(List<String> results) {
        var seen = results.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Director::shortened)
                .toList();
        return seen.isEmpty() ? "Done." : "Done. The tool answered: " + String.join(" / ", seen);
    }

    private static boolean speaks(Step step) {
        return switch (step) {
            case Step.Say _, Step.Slow _, Step.Hang _, Step.ToolUse _, Step.Fault _ -> true;
            case Step.Think _, Step.Wait _, Step.Tokens _, Step.Calls _ -> false;
            // After so many tries there may be nothing else to say.
            case Step.Drop _, Step.Fail _, Step.Limit _ -> false;
        };
    }

    private static Cued echo(Place place) {
        return say(place, "You said: " + shortened(place.text().strip()) + "\n");
    }

    private static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }

    private static Cued say(Place place, String words) {
        return new Cued(new Step.Say(words), place);
    }

    /** An object as the schema wants it. */
    private static JsonNode fill(JsonNode schema) {
        var answer = Json.object();
        for (var property : schema.path("properties").properties()) {
            Object value = switch (property.getValue().path("type").asString("string")) {
                case "boolean" -> false;
                case "number", "integer" -> 0;
                case "array" -> List.of();
                case "object" -> fill(property.getValue());
                case String _ -> "Fake title";
            };
            answer.set(property.getKey(), Json.MAPPER.valueToTree(value));
        }
        return answer;
    }
}
