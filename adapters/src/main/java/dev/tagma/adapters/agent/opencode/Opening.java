package dev.tagma.adapters.agent.opencode;

import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Start;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Opens the session's conversation in a program that has just started: a new one, the one it had, or a copy. */
final class Opening {

    private final Session session;
    private final StateFile state;
    private final JsonMapper mapper;

    Opening(Session session, StateFile state, JsonMapper mapper) {
        this.session = session;
        this.state = state;
        this.mapper = mapper;
    }

    /** Returns the program's name of the conversation. It is given a title: else a model is asked for one. */
    String open(Api api) throws IOException, Api.Refused {
        Optional<String> before = opened(api);
        if (before.isPresent()) {
            return before.get();
        }
        return switch (state.state().start()) {
            case Start.Fresh fresh -> id(api.post("/session", described()));
            case Start.Resume(AgentSessionId id) -> id(api.patch("/session/" + id, rights()));
            case Start.Fork(AgentSessionId id) -> {
                String copy = id(api.post("/session/" + id + "/fork", mapper.createObjectNode()));
                yield id(api.patch("/session/" + copy, described()));
            }
        };
    }

    private static String id(JsonNode conversation) throws IOException {
        return conversation
                .path("id")
                .stringValueOpt()
                .orElseThrow(() -> new IOException("the conversation it opened has no name"));
    }

    private ObjectNode rights() {
        return mapper.createObjectNode()
                .set("permission", Rights.of(session.launch().mode()).asRules(mapper));
    }

    private ObjectNode described() {
        return rights().put("title", title());
    }

    private String title() {
        return session.title().isBlank() ? session.handle().value() : session.title();
    }

    /** A daemon that died before it could note it may have made one: in this workspace, since the program was started. */
    private Optional<String> opened(Api api) throws IOException, Api.Refused {
        if (state.state().start() instanceof Start.Resume) {
            return Optional.empty();
        }
        for (JsonNode conversation : api.get("/session")) {
            boolean ours = conversation.path("title").asString("").equals(title())
                    && conversation
                            .path("directory")
                            .asString("")
                            .equals(session.workspace().path())
                    && conversation.path("time").path("created").asLong(0)
                            >= state.state().startedAt().toEpochMilli();
            if (ours) {
                return Optional.of(id(conversation));
            }
        }
        return Optional.empty();
    }
}
