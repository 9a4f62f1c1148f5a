package dev.tagma.cli.api;

import dev.tagma.cli.http.HttpResponse;
import dev.tagma.cli.json.JsonReader;
import dev.tagma.cli.json.JsonWriter;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.json.JsonFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Refusals as problem details (RFC 9457): the daemon's read, this command's own written in the same form. */
public final class Problem {

    private Problem() {}

    /** The failure that a refusal is. */
    static Failure of(HttpResponse response) {
        try {
            if (response.json()) {
                return refusal(Fields.of(JsonReader.read(response.text())), response.text());
            }
        } catch (JsonFault unreadable) {
            // Then the status says all there is to say.
        }
        return Failure.failed(
                "the daemon answered with status %d and no reason; see its log".formatted(response.status()));
    }

    private static Failure refusal(Fields problem, String json) {
        String detail = problem.optionalText("detail").orElseGet(() -> problem.text("title"));
        List<String> candidates = problem.present("candidates").isPresent() ? problem.texts("candidates") : List.of();
        List<String> unsaid =
                candidates.stream().filter(one -> !detail.contains(one)).toList();
        String sentence = unsaid.isEmpty() ? detail : detail + " (" + String.join(", ", unsaid) + ")";
        String code = problem.optionalText("code").orElse("");
        return inLines(exit(code), sentence).as(code, json);
    }

    /** The lines after the first are set in, so that what a refusal quotes is not taken for a message of its own. */
    private static Failure inLines(Exit exit, String text) {
        List<String> lines = List.of(text.split("\n", -1));
        return Failure.of(exit, lines.getFirst())
                .with(lines.stream().skip(1).map(line -> "  " + line).toList());
    }

    private static Exit exit(String code) {
        return switch (code) {
            case "invalid" -> Exit.USAGE;
            case "timed_out" -> Exit.TIMED_OUT;
            default -> Exit.FAILED;
        };
    }

    /** A failure as JSON: the daemon's own words where it was the daemon that refused; status 0 says that it was not. */
    public static String json(Failure failure) {
        return failure.problem().orElseGet(() -> {
            String code = ownCode(failure.exit());
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("type", Json.of("https://tagma.dev/problems/" + code));
            members.put("title", Json.of(title(failure.exit())));
            members.put("status", Json.of(0));
            members.put("detail", Json.of(failure.sentence()));
            members.put("code", Json.of(code));
            members.put("instance", Json.NULL);
            members.put(
                    "candidates", Json.of(failure.more().stream().map(Json::of).toList()));
            return JsonWriter.write(new JsonObject(members));
        });
    }

    private static String ownCode(Exit exit) {
        return switch (exit) {
            case OK -> throw new IllegalArgumentException("A failure does not end well");
            case FAILED -> "failed";
            case USAGE -> "usage";
            case TIMED_OUT -> "timed_out";
            case TRANSPORT -> "transport";
        };
    }

    private static String title(Exit exit) {
        return switch (exit) {
            case OK, FAILED -> "It failed";
            case USAGE -> "The command line is not as it must be";
            case TIMED_OUT -> "The time ran out";
            case TRANSPORT -> "The daemon could not be spoken with";
        };
    }
}
