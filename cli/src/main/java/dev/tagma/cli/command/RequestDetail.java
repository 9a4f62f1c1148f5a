package dev.tagma.cli.command;

import dev.tagma.cli.api.Fields;
import dev.tagma.cli.json.JsonWriter;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.json.Json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent wants to do, as lines: what people look for first, and below it every other field, so that nobody allows
 * what they were not shown. What is too long is cut, and says so.
 *
 * @param subject what people look for first: the command, the change of a file, the plan; empty where it is all one
 * @param others a line each
 */
record RequestDetail(Optional<String> subject, List<String> others) {

    /** A plan or a change can have thousands of lines; the terminal itself shows them better. */
    private static final int LINES = 20;

    private static final int OTHERS = 20;

    /** Of the fields that are not what people look for first. */
    private static final int LONGEST = 300;

    private static final String ALL = "tagma requests --json shows all";

    RequestDetail {
        others = List.copyOf(others);
    }

    static RequestDetail of(Fields request) {
        return request.text("kind").equals("question")
                ? new RequestDetail(Optional.empty(), List.of())
                : request.present("detail")
                        .map(RequestDetail::of)
                        .orElseGet(() -> new RequestDetail(Optional.empty(), List.of()));
    }

    private static RequestDetail of(Json detail) {
        if (detail instanceof JsonString(String plain)) {
            return new RequestDetail(Names.nonEmpty(plain), List.of());
        }
        if (!(detail instanceof JsonObject object)) {
            return new RequestDetail(Optional.empty(), List.of(cut(JsonWriter.write(detail))));
        }
        Map<String, Json> rest = new LinkedHashMap<>(object.members());
        Optional<String> subject = change(rest).or(() -> known(rest));
        return new RequestDetail(
                subject,
                rest.entrySet().stream()
                        .map(field -> name(field.getKey()) + ": " + cut(JsonWriter.write(field.getValue())))
                        .toList());
    }

    /** The lines of it, but for a subject that ends what was said already. */
    List<String> below(String said) {
        List<String> lines = new ArrayList<>();
        subject.filter(text -> !said.endsWith(text))
                .ifPresent(text -> lines.addAll(limited(text.lines().toList(), LINES, "lines")));
        lines.addAll(limited(others, OTHERS, "fields"));
        return lines;
    }

    /** What a rule for more than this once lets the agent do: a command is allowed as it is, another tool as a whole. */
    static String reach(Fields request) {
        String tool = request.optionalText("tool").orElse("this tool");
        boolean command = tool.equals("Bash")
                && request.present("detail").orElse(Json.NULL) instanceof JsonObject detail
                && !string(detail.members(), "command").isEmpty();
        return command ? "this very command" : "every use of " + tool;
    }

    /** What is to become of a file, as a diff shows it; takes what it shows. */
    private static Optional<String> change(Map<String, Json> detail) {
        String before = string(detail, "old_string");
        String after = string(detail, "new_string") + string(detail, "content");
        String file = string(detail, "file_path");
        if (file.isEmpty() || (before + after).isEmpty()) {
            return Optional.empty();
        }
        List.of("file_path", "old_string", "new_string", "content").forEach(name -> takeText(detail, name));
        return Optional.of(file + "\n" + marked("- ", before) + marked("+ ", after));
    }

    private static Optional<String> known(Map<String, Json> detail) {
        return List.of("command", "plan", "file_path", "url").stream()
                .filter(name -> !string(detail, name).isEmpty())
                .findFirst()
                .map(name -> takeText(detail, name));
    }

    private static String takeText(Map<String, Json> detail, String name) {
        String text = string(detail, name);
        if (detail.get(name) instanceof JsonString) {
            detail.remove(name);
        }
        return text;
    }

    private static String string(Map<String, Json> detail, String name) {
        return detail.get(name) instanceof JsonString(String value) ? value : "";
    }

    private static String marked(String mark, String text) {
        var marked = new StringBuilder();
        text.lines().forEach(line -> marked.append(mark).append(line).append('\n'));
        return marked.toString();
    }

    private static String name(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_-]*") ? name : JsonWriter.write(Json.of(name));
    }

    private static String cut(String json) {
        int length = json.codePointCount(0, json.length());
        return length <= LONGEST
                ? json
                : json.substring(0, json.offsetByCodePoints(0, LONGEST)) + "… " + (length - LONGEST)
                        + " more characters; " + ALL;
    }

    private static List<String> limited(List<String> lines, int limit, String what) {
        if (lines.size() <= limit) {
            return lines;
        }
        List<String> shown = new ArrayList<>(lines.subList(0, limit));
        shown.add("… " + (lines.size() - limit) + " more " + what + "; " + ALL);
        return shown;
    }
}
