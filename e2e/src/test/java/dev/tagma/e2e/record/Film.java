package dev.tagma.e2e.record;

import dev.tagma.testkit.corpus.RecordedComposer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The screens of one scene, as files of the corpus: {@code STATE.SIZE.ansi} as tmux captured it, {@code .txt} for people,
 * and {@code .meta.json} with the label.
 *
 * @param folder that of the agent's version
 */
record Film(Path folder, String agent, String version, String scene, Set<String> kept) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static Film of(Path folder, String agent, String version, String scene) {
        return new Film(folder, agent, version, scene, new ConcurrentSkipListSet<>());
    }

    void keep(Size size, String state, Label label, Pane.Look look, Optional<JsonNode> stateFile, boolean answering)
            throws IOException {
        String name = state + "." + size;
        if (!kept.add(name)) {
            throw new AssertionError("the scene " + scene + " keeps " + name + " twice");
        }
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("agent", agent);
        meta.put("version", version);
        meta.put("state", state);
        meta.put("scene", scene);
        meta.put("columns", size.columns());
        meta.put("rows", size.rows());
        meta.put("reading", label.reading());
        meta.put("composer", composer(label.composer()));
        meta.put("title", look.title());
        meta.put("cursor", cursor(look));
        meta.put("alternateScreen", look.alternate());
        meta.put("modelAnswers", answering);
        stateFile.ifPresent(file -> meta.put("stateFile", said(file)));
        meta.putAll(new TreeMap<>(label.more()));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".meta.json"), JSON.writeValueAsString(meta) + "\n");
        Files.writeString(folder.resolve(name + ".ansi"), look.ansi());
        Files.writeString(folder.resolve(name + ".txt"), look.text());
    }

    private static Map<String, Object> composer(RecordedComposer composer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", composer.kind());
        if (!composer.text().isEmpty()) {
            json.put("text", composer.text());
        }
        if (composer.number() > 0) {
            json.put("count", composer.number());
        }
        if (composer.lines() > 0) {
            json.put("lines", composer.lines());
        }
        return json;
    }

    private static Map<String, Object> cursor(Pane.Look look) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("column", look.column());
        json.put("row", look.row());
        json.put("visible", look.cursor());
        return json;
    }

    private static Map<String, Object> said(JsonNode file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", file.path("status").asString(""));
        json.put("waitingFor", file.path("waitingFor").asString(""));
        return json;
    }
}
