package dev.tagma.testkit.model;

import com.sun.net.httpserver.Headers;
import dev.tagma.testkit.script.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1beta/models/MODEL:generateContent} and {@code :streamGenerateContent}. */
final class Gemini implements Protocol {

    private static final Pattern PATH = Pattern.compile(".*/models/([^:/]+):(generateContent|streamGenerateContent)");

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public boolean serves(String path) {
        return PATH.matcher(path).matches();
    }

    @Override
    public ModelRequest read(String path, Headers headers, JsonNode body) {
        var target = PATH.matcher(path);
        if (!target.matches()) {
            throw new IllegalArgumentException("not a Gemini path: " + path);
        }
        var entries = new ArrayList<Entry>();
        for (var content : body.path("contents")) {
            entries.addAll(
                    content.path("role").asString("user").equals("model")
                            ? List.of(reply(content))
                            : userEntries(content));
        }
        var config = body.path("generationConfig");
        var schema = config.path("responseJsonSchema");
        return new ModelRequest(
                target.group(1),
                target.group(2).equals("streamGenerateContent"),
                "",
                Json.text(body.path("systemInstruction").path("parts")),
                body.path("tools")
                        .valueStream()
                        .flatMap(tool -> tool.path("functionDeclarations").valueStream())
                        .map(Gemini::spec)
                        .toList(),
                schema.isMissingNode() ? config.path("responseSchema") : schema,
                entries);
    }

    private static ToolSpec spec(JsonNode function) {
        var schema = function.path("parametersJsonSchema");
        return ToolSpec.function(
                function.path("name").asString(), schema.isMissingNode() ? function.path("parameters") : schema);
    }

    private static List<Entry> userEntries(JsonNode content) {
        var entries = new ArrayList<Entry>();
        var results = content.path("parts")
                .valueStream()
                .filter(part -> part.has("functionResponse"))
                .map(part -> result(part.path("functionResponse").path("response")))
                .toList();
        if (!results.isEmpty()) {
            entries.add(new Entry.Results(results));
        }
        Json.texts(content.path("parts")).forEach(text -> entries.add(new Entry.Prompt(text)));
        return entries;
    }

    private static String result(JsonNode response) {
        var output = response.path("output");
        return output.isString() ? output.stringValue() : response.toString();
    }

    private static Entry reply(JsonNode content) {
        return new Entry.Reply(
                Integer.toHexString(content.path("parts").toString().hashCode()));
    }

    @Override
    public Reply reply(ModelRequest request, Outlet outlet, Instant at) {
        return new GeminiReply(request, outlet);
    }

    @Override
    public JsonNode error(int status, String message) {
        var name = status == 429 ? "RESOURCE_EXHAUSTED" : status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        return Json.object("error", Json.object("code", status, "message", message, "status", name));
    }
}
