package dev.tagma.adapters.agent.opencode;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Which conversations belong to the session: its own, and those that its agent began for its subagents. */
final class Kin {

    private static final System.Logger LOG = System.getLogger(Kin.class.getName());

    private final Api api;
    private final StateFile state;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    Kin(Api api, StateFile state) {
        this.api = api;
        this.state = state;
    }

    boolean is(JsonNode thing) {
        String conversation = thing.path("sessionID").asString("");
        return own(conversation) || known.getOrDefault(conversation, false) || descends(conversation);
    }

    boolean own(String conversation) {
        return state.state().conversation().filter(conversation::equals).isPresent();
    }

    private boolean descends(String conversation) {
        String id = conversation;
        try {
            while (!id.isEmpty()) {
                if (own(id)) {
                    known.put(conversation, true);
                    return true;
                }
                id = api.get("/session/" + id).path("parentID").asString("");
            }
        } catch (IOException | Api.Refused unknown) {
            LOG.log(System.Logger.Level.WARNING, "Whose conversation " + conversation + " is cannot be told", unknown);
        }
        return false;
    }
}
