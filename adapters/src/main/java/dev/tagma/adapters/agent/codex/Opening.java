package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.agent.codex.CodexLaunch.Rights;
import dev.tagma.adapters.connection.RefusedException;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Start;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Opens the session's conversation in an app-server that has just started: a new one, the one it had, or a copy. */
final class Opening {

    private final Session session;
    private final StateFile state;
    private final JsonMapper mapper;

    Opening(Session session, StateFile state, JsonMapper mapper) {
        this.session = session;
        this.state = state;
        this.mapper = mapper;
    }

    /**
     * Returns the conversation. It is given a name: with that it is recorded from the beginning, so that it can be shown and
     * taken up before anything was said in it.
     */
    JsonNode open(Rpc rpc) throws IOException, RefusedException {
        Optional<JsonNode> before = opened(rpc);
        JsonNode thread = before.isPresent() ? before.get() : begin(rpc);
        rpc.call(
                "thread/name/set",
                mapper.createObjectNode()
                        .put("threadId", thread.path("id").asString(""))
                        .put(
                                "name",
                                session.title().isBlank() ? session.handle().value() : session.title()),
                Link.PATIENCE);
        return thread;
    }

    private JsonNode begin(Rpc rpc) throws IOException, RefusedException {
        ObjectNode rights = rights();
        return switch (state.state().start()) {
            case Start.Fresh fresh -> thread(rpc, "thread/start", rights);
            case Start.Resume(AgentSessionId id) ->
                thread(rpc, "thread/resume", rights.put("threadId", id.value()).put("excludeTurns", true));
            case Start.Fork(AgentSessionId id) ->
                thread(rpc, "thread/fork", rights.put("threadId", id.value()).put("excludeTurns", true));
        };
    }

    private static JsonNode thread(Rpc rpc, String method, ObjectNode params) throws IOException, RefusedException {
        return rpc.call(method, params, Link.PATIENCE).path("thread");
    }

    private ObjectNode rights() {
        Rights rights = Rights.of(session.launch().mode());
        ObjectNode params = mapper.createObjectNode()
                .put("cwd", session.workspace().path())
                .put("approvalPolicy", rights.approvals())
                .put("sandbox", rights.sandbox());
        session.launch().model().ifPresent(model -> params.put("model", model));
        return params;
    }

    /** A daemon that died before it could note it may have opened one: this app-server serves no other session. */
    private Optional<JsonNode> opened(Rpc rpc) throws IOException, RefusedException {
        JsonNode loaded = rpc.call("thread/loaded/list", mapper.createObjectNode(), Link.PATIENCE)
                .path("data");
        for (JsonNode id : loaded) {
            JsonNode thread = rpc.call(
                            "thread/read", mapper.createObjectNode().put("threadId", id.asString("")), Link.PATIENCE)
                    .path("thread");
            if (fits(thread)) {
                return Optional.of(rpc.call(
                                "thread/resume",
                                mapper.createObjectNode()
                                        .put("threadId", id.asString(""))
                                        .put("excludeTurns", true),
                                Link.PATIENCE)
                        .path("thread"));
            }
        }
        return Optional.empty();
    }

    private boolean fits(JsonNode thread) {
        return !thread.path("ephemeral").asBoolean(false)
                && switch (state.state().start()) {
                    case Start.Fresh fresh -> true;
                    case Start.Resume(AgentSessionId id) ->
                        thread.path("id").asString("").equals(id.value());
                    case Start.Fork(AgentSessionId id) ->
                        thread.path("forkedFromId").asString("").equals(id.value());
                };
    }
}
