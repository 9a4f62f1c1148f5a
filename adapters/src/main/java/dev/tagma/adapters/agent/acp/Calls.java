package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.form.Form;
import dev.tagma.adapters.jsonrpc.Incoming;
import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.adapters.jsonrpc.OutputLines.Line;
import dev.tagma.adapters.protocol.Change;
import dev.tagma.core.request.Request;
import dev.tagma.spi.agent.Observation;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the agent asks for. */
final class Calls {

    /** Whoever made a call has taken it back. */
    static final int CANCELLED = -32800;

    private final WorkspaceFiles files;
    private final Shells shells;
    private final Asking asking;
    private final Updates updates;
    private final Messages messages;
    private final JsonMapper mapper;
    private final Clock clock;

    Calls(
            WorkspaceFiles files,
            Shells shells,
            Asking asking,
            Updates updates,
            Messages messages,
            JsonMapper mapper,
            Clock clock) {
        this.files = files;
        this.shells = shells;
        this.asking = asking;
        this.updates = updates;
        this.messages = messages;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** Answers at once what needs nobody's decision. What is asked a second time under an id that is open is one request. */
    void heard(Change<State> change, Incoming.Call call, Line line) {
        switch (call.method()) {
            case "session/request_permission" -> asks(change, call, line);
            case "elicitation/create" -> elicits(change, call, line);
            case "fs/read_text_file", "fs/write_text_file" -> {
                String answer = ofFile(call);
                change.to(state -> state.saying(answer));
            }
            default -> {
                if (call.method().startsWith("terminal/")) {
                    shells.heard(change, call, line);
                } else {
                    refuse(change, call, Messages.NO_SUCH_METHOD, "Tagma does not offer '" + call.method() + "'");
                }
            }
        }
    }

    private void refuse(Change<State> change, Incoming.Call call, int code, String why) {
        change.to(state -> state.saying(messages.failure(call.id(), code, why)));
    }

    private void elicits(Change<State> change, Incoming.Call call, Line line) {
        boolean form = call.params().path("mode").asString("form").equals("form")
                && call.params().has("requestedSchema");
        if (form || Form.page(call.params()).isPresent()) {
            asks(change, call, line);
        } else {
            refuse(change, call, Messages.BAD_PARAMETERS, "Tagma shows forms, and pages of the web");
        }
    }

    private void asks(Change<State> change, Incoming.Call call, Line line) {
        if (open(change, call.id()).isPresent()) {
            return;
        }
        State.Asked asked = new State.Asked(
                call.id(), "r" + change.state().run() + "." + line.offset(), call.params(), clock.instant());
        if (change.state().prompt().isEmpty()) {
            change.to(state -> state.saying(messages.result(call.id(), asking.withdrawn(asked))));
            return;
        }
        if (!Form.is(asked.params())) {
            updates.asks(change, call.params().path("toolCall"), line);
        }
        change.to(state -> state.asking(asked));
        change.tell(asking.opened(asked));
        change.tellFacts();
    }

    private static Optional<State.Asked> open(Change<State> change, JsonNode id) {
        return change.state().asked().stream()
                .filter(asked -> asked.id().equals(id))
                .findFirst();
    }

    /** The agent does not want the answer any more. */
    void takenBack(Change<State> change, JsonNode id) {
        shells.takenBack(change, id);
        open(change, id).ifPresent(asked -> {
            Instant now = clock.instant();
            change.to(state ->
                    state.saying(messages.failure(id, CANCELLED, "cancelled")).without(asked, now));
            change.tell(new Observation.RequestClosed(asked.key(), Request.How.WITHDRAWN, Optional.empty(), now));
            change.tellFacts();
        });
    }

    /** The agent is gone. */
    void gone(Change<State> change) {
        shells.gone(change);
    }

    private String ofFile(Incoming.Call call) {
        try {
            if (call.method().equals("fs/read_text_file")) {
                return messages.result(call.id(), mapper.createObjectNode().put("content", files.read(call.params())));
            }
            files.write(call.params());
            return messages.result(call.id(), mapper.nullNode());
        } catch (WorkspaceFiles.Refused refused) {
            return messages.failure(call.id(), Messages.BAD_PARAMETERS, String.valueOf(refused.getMessage()));
        }
    }
}
