package dev.tagma.adapters.agent.opencode;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Which conversations belong to the session: its own, and those that its agent began for its subagents. */
final class Kin {

    private final Api api;
    private final StateFile state;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    Kin(Api api, StateFile state) {
        this.api = api;
        this.state = state;
    }

    /** Throws where that cannot be told: what is asked is neither left out nor taken to be over for that. */
    boolean is(JsonNode thing) throws IOException {
        String conversation = thing.path("sessionID").asString("");
        Boolean told = known.get(conversation);
        if (told == null) {
            told = own(conversation) || descends(conversation);
            known.put(conversation, told);
        }
        return told;
    }

    boolean own(String conversation) {
        return state.state().conversation().filter(conversation::equals).isPresent();
    }

    private boolean descends(String conversation) throws IOException {
        String id = conversation;
        try {
            while (!id.isEmpty() && !own(id)) {
                id = api.get("/session/" + id).path("parentID").asString("");
            }
            return !id.isEmpty();
        } catch (Api.Refused refused) {
            if (refused.gone()) {
                return false;
            }
            throw new IOException("whose conversation " + conversation + " is: " + refused.getMessage(), refused);
        }
    }
}
