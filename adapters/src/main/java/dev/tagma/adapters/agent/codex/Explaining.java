package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.agent.codex.Asks.Ask;
import dev.tagma.adapters.connection.RefusedException;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says why something was refused: a refusal carries no reason there, so it is said into the turn once the refusal has
 * arrived, and the model reads it with its next step. It is said once, however often the answer is given again.
 */
final class Explaining {

    private static final System.Logger LOG = System.getLogger(Explaining.class.getName());

    private final Link link;
    private final Conversation conversation;
    private final JsonMapper mapper;
    private final Supplier<String> current;
    private final Set<RequestId> said = ConcurrentHashMap.newKeySet();

    /** @param current the conversation that is held now */
    Explaining(Link link, Conversation conversation, JsonMapper mapper, Supplier<String> current) {
        this.link = link;
        this.conversation = conversation;
        this.mapper = mapper;
        this.current = current;
    }

    void say(Request request, Ask ask, String reason) {
        // By its name a former daemon's words are known, by the set those that have not entered yet.
        String name = "tagma-why-" + request.id();
        if (conversation.evidence(name) instanceof Evidence.Entered || !said.add(request.id())) {
            return;
        }
        try {
            ObjectNode params = mapper.createObjectNode()
                    .put("threadId", current.get())
                    .put("expectedTurnId", ask.turn())
                    .put("clientUserMessageId", name);
            params.putArray("input").addObject().put("type", "text").put("text", reason);
            link.live().call("turn/steer", params, Link.PATIENCE);
        } catch (RefusedException | TerminalException notTaken) {
            said.remove(request.id());
            LOG.log(System.Logger.Level.WARNING, "Why a request was refused could not be told", notTaken);
        } catch (IOException unknown) {
            LOG.log(System.Logger.Level.WARNING, "Whether it was told why a request was refused is not known", unknown);
        }
    }
}
