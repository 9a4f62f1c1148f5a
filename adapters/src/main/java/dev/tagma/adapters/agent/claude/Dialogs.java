package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ScreenReading;
import dev.tagma.adapters.agent.claude.screen.ScreenReading.Options;
import dev.tagma.core.request.RequestKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Tells dialogs from each other: which of the things an agent asks is asked on the screen. What a dialog shows must be
 * what was asked, whole; where lines were broken is the screen's own, so white space does not count.
 */
final class Dialogs {

    /** What a dialog says of a file it is to create or change; its name stands at the end, with no or some directories. */
    private static final Pattern FILE = Pattern.compile("Doyouwantto(?:create|overwrite|makethiseditto)(.+)\\?$");

    private Dialogs() {}

    /** Whether this screen asks to use this tool so. */
    static boolean shows(ScreenReading reading, String tool, JsonNode input) {
        return switch (reading) {
            case ScreenReading.Permission(String text, String body, Options options)
            when AskedTool.kind(tool) == RequestKind.PERMISSION -> permission(text, bare(body), tool, input);
            case ScreenReading.Question(String text, Options options)
            when tool.equals("AskUserQuestion") && input.path("questions").size() == 1 ->
                question(text, options, input.path("questions").path(0));
            default -> false;
        };
    }

    private static boolean permission(String text, String body, String tool, JsonNode input) {
        return switch (tool) {
            case "Bash" -> is(body, value(input, "command"));
            case "Read" -> is(body, "Read(" + value(input, "file_path") + ")");
            case "WebFetch" -> is(body, "url:" + value(input, "url") + "prompt:" + value(input, "prompt"));
            case "Write", "Edit" -> asksFor(text, value(input, "file_path"));
            case "NotebookEdit" -> asksFor(text, value(input, "notebook_path"));
            // Of other tools it is not known how they are shown: all that is asked must be there.
            default -> !input.isEmpty() && values(input).stream().allMatch(value -> body.contains(bare(value)));
        };
    }

    private static boolean is(String body, String wanted) {
        return !body.isEmpty() && body.equals(bare(wanted));
    }

    /** The end of a tall dialog names the file only, so its contents are not compared. */
    private static boolean asksFor(String text, String path) {
        var asked = FILE.matcher(bare(text));
        String wanted = bare(path);
        return asked.find()
                && (wanted.equals(asked.group(1)) || wanted.endsWith("/" + asked.group(1)))
                && !wanted.isEmpty();
    }

    private static boolean question(String text, Options options, JsonNode question) {
        List<JsonNode> offered = new ArrayList<>();
        question.path("options").forEach(offered::add);
        // The first line is the header.
        String shown =
                text.lines().skip(1).map(line -> line.replaceFirst("^│ ?", "")).reduce("", String::concat);
        boolean choices = options.labels().size() >= offered.size();
        for (int i = 0; choices && i < offered.size(); i++) {
            choices = bare(options.labels().get(i))
                    .equals(bare(value(offered.get(i), "label") + value(offered.get(i), "description")));
        }
        return choices && bare(shown).equals(bare(value(question, "question")));
    }

    private static List<String> values(JsonNode input) {
        List<String> values = new ArrayList<>();
        input.forEach(value -> values.add(value.isString() ? value.asString() : value.toString()));
        return values;
    }

    private static String value(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s\\u00a0]+", "");
    }
}
