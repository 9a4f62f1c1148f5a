package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.agent.acp.Handshake.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agent offers of one kind, its modes or its models, in one of the two forms it may say that in.
 *
 * @param option the name of the option to set where it is one; otherwise the method sets it
 */
record Offers(String method, String parameter, Optional<String> option, List<String> ids, Optional<String> current) {

    private static final String KEPT = "inTheConversation";

    Offers {
        ids = List.copyOf(ids);
    }

    /** @param opened the agent's answer when it opened the conversation */
    static Offers modes(JsonNode opened) {
        return of(opened, "mode", "modes", "availableModes", "id", "currentModeId", "session/set_mode", "modeId");
    }

    /** @param opened the agent's answer when it opened the conversation */
    static Offers models(JsonNode opened) {
        return of(
                opened,
                "model",
                "models",
                "availableModels",
                "modelId",
                "currentModelId",
                "session/set_model",
                "modelId");
    }

    private static Offers of(
            JsonNode opened,
            String category,
            String list,
            String available,
            String id,
            String current,
            String method,
            String parameter) {
        JsonNode offered = opened.path(list);
        if (offered.path(available).isArray()) {
            return new Offers(
                    method,
                    parameter,
                    Optional.empty(),
                    texts(offered.path(available), id),
                    offered.path(current).stringValueOpt());
        }
        for (JsonNode option : opened.path("configOptions")) {
            // The category is a hint, and may be missing.
            if (option.path("category").asString(option.path("id").asString("")).equals(category)) {
                return new Offers(
                        "session/set_config_option",
                        "value",
                        option.path("id").stringValueOpt(),
                        texts(option.path("options"), "value"),
                        option.path("currentValue").stringValueOpt());
            }
        }
        return new Offers(method, parameter, Optional.empty(), List.of(), Optional.empty());
    }

    private static List<String> texts(JsonNode list, String name) {
        List<String> found = new ArrayList<>();
        for (JsonNode one : list) {
            if (one.path("options").isArray()) {
                found.addAll(texts(one.path("options"), name));
            } else {
                one.path(name).stringValueOpt().ifPresent(found::add);
            }
        }
        return found;
    }

    /** The call that makes it this one; none where it is already. */
    Optional<Setting> choose(JsonMapper mapper, String conversation, String id, String what) {
        if (current.filter(id::equals).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(setting(mapper, conversation, id, what));
    }

    /** The same, whatever it is. */
    Setting setting(JsonMapper mapper, String conversation, String id, String what) {
        ObjectNode params = mapper.createObjectNode().put("sessionId", conversation);
        option.ifPresent(name -> params.put("configId", name));
        return new Setting(method, params.put(parameter, id), what);
    }

    /**
     * What the agent said of itself, with what it offers in the conversation it opened.
     *
     * @param opened its answer to that
     */
    static JsonNode kept(JsonMapper mapper, JsonNode ofItself, JsonNode opened) {
        ObjectNode all = mapper.createObjectNode();
        ofItself.properties().forEach(one -> all.set(one.getKey(), one.getValue()));
        ObjectNode own = all.putObject(KEPT);
        own.set("modes", mapper.valueToTree(modes(opened)));
        own.set("models", mapper.valueToTree(models(opened)));
        return all;
    }

    static Offers keptModes(Handshake handshake, JsonMapper mapper) {
        return kept(handshake, mapper, "modes");
    }

    static Offers keptModels(Handshake handshake, JsonMapper mapper) {
        return kept(handshake, mapper, "models");
    }

    private static Offers kept(Handshake handshake, JsonMapper mapper, String kind) {
        JsonNode found = handshake.offers().path(KEPT).path(kind);
        return found.isObject()
                ? mapper.treeToValue(found, Offers.class)
                : new Offers("", "", Optional.empty(), List.of(), Optional.empty());
    }
}
