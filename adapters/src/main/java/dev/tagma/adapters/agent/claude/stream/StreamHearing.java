package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.adapters.jsonrpc.OutputLines.Line;
import dev.tagma.adapters.protocol.Change;
import dev.tagma.adapters.protocol.Hearing;
import dev.tagma.adapters.protocol.Replies;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.Observation;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each line of the stream leads to; lines and fields it does not know are passed over. */
final class StreamHearing implements Hearing<State> {

    private static final System.Logger LOG = System.getLogger(StreamHearing.class.getName());

    private final JsonMapper mapper;
    private final Wire wire;
    private final StreamTelling telling;
    private final Permission permission;
    private final Turns turns;
    private final Replies replies;
    private final Clock clock;

    StreamHearing(
            JsonMapper mapper,
            Wire wire,
            StreamTelling telling,
            Permission permission,
            Turns turns,
            Replies replies,
            Clock clock) {
        this.mapper = mapper;
        this.wire = wire;
        this.telling = telling;
        this.permission = permission;
        this.turns = turns;
        this.replies = replies;
        this.clock = clock;
    }

    @Override
    public void forget() {
        // Every line is complete in itself.
    }

    @Override
    public Optional<Change<State>> heard(State state, Line line) {
        Change<State> change = new Change<>(state, telling);
        read(line).ifPresentOrElse(message -> take(change, message, line), () -> noise(change, line));
        if (change.state().equals(state)) {
            return change.told().isEmpty() ? Optional.empty() : Optional.of(change);
        }
        change.to(next -> next.readTo(line.end()));
        return Optional.of(change);
    }

    @Override
    public Change<State> notUnderstood(State state, Line line) {
        Change<State> change = new Change<>(state, telling);
        read(line)
                .filter(message -> message.path("type").asString("").equals("control_request"))
                .map(message -> message.path("request_id").asString(""))
                .ifPresent(id -> change.to(next -> next.saying(wire.refusal(id, "Tagma cannot make anything of it"))));
        change.to(next -> next.noisier().readTo(line.end()));
        return change;
    }

    @Override
    public Optional<Change<State>> pause(State state) {
        return Optional.empty();
    }

    @Override
    public void gone(Change<State> change) {
        turns.gone(change);
        replies.gone();
    }

    private Optional<JsonNode> read(Line line) {
        if (!line.whole()) {
            return Optional.empty();
        }
        try {
            return Optional.of(mapper.readTree(line.text())).filter(JsonNode::isObject);
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    private static void noise(Change<State> change, Line line) {
        if (!line.text().isBlank()) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "No message: " + Messages.malformed("", line.text()).beginning());
            change.to(State::noisier);
        }
    }

    private void take(Change<State> change, JsonNode message, Line line) {
        switch (message.path("type").asString("")) {
            case "control_response" -> answered(change, message.path("response"));
            case "control_request" -> asks(change, message, line);
            case "control_cancel_request" ->
                takenBack(change, message.path("request_id").asString(""));
            case "command_lifecycle" -> {
                if (message.path("state").asString("").equals("started")) {
                    turns.shown(change, message.path("command_uuid").asString(""));
                }
            }
            case "system" -> system(change, message);
            case "user" -> {
                if (message.path("isReplay").asBoolean(false)) {
                    turns.shown(change, message.path("uuid").asString(""));
                }
            }
            case "assistant" -> assistant(change, message);
            case "result" -> turns.result(change, message);
            default -> {}
        }
    }

    private void answered(Change<State> change, JsonNode response) {
        boolean well = response.path("subtype").asString("").equals("success");
        boolean _ = replies.arrived(
                response.path("request_id").asString(""),
                well
                        ? new Replies.Reply.Yes()
                        : new Replies.Reply.No(response.path("error").asString("it did not say why")));
        boolean ours = response.path("request_id").asString("").equals(Wire.INITIALIZE);
        if (!ours || change.state().handshake().step() != Handshake.Step.INITIALIZING) {
            return;
        }
        Instant now = clock.instant();
        if (well) {
            change.to(state -> state.with(Handshake.ready(now)));
            change.tell(telling.identity(change.state()));
            change.tellFacts();
            change.tell(telling.ready(change.state()));
        } else {
            String why = "it would not begin: " + response.path("error").asString("it did not say why");
            change.to(state -> state.with(Handshake.failed(why, now)));
        }
    }

    /** What is asked a second time under an id that is open is one request. */
    private void asks(Change<State> change, JsonNode message, Line line) {
        String id = message.path("request_id").asString("");
        JsonNode request = message.path("request");
        String what = request.path("subtype").asString("");
        if (!what.equals("can_use_tool")) {
            change.to(state -> state.saying(wire.refusal(id, "Tagma does not offer '" + what + "'")));
            return;
        }
        if (change.state().talk().asked(id).isPresent()) {
            return;
        }
        Talk.Asked asked =
                new Talk.Asked(id, "r" + change.state().run() + "." + line.offset(), request, clock.instant());
        change.to(state -> state.with(state.talk().asking(asked)));
        change.tell(permission.opened(asked));
        change.tellFacts();
    }

    /** The program does not want the answer any more. */
    private void takenBack(Change<State> change, String id) {
        change.state().talk().asked(id).ifPresent(asked -> {
            Instant now = clock.instant();
            change.to(state -> state.with(state.talk().without(asked, now)));
            change.tell(new Observation.RequestClosed(asked.key(), Request.How.WITHDRAWN, Optional.empty(), now));
            change.tellFacts();
        });
    }

    private void system(Change<State> change, JsonNode message) {
        switch (message.path("subtype").asString("")) {
            case "init" -> {
                identified(change, message.path("session_id").asString(""));
                message.path("user_message_uuids").forEach(key -> turns.shown(change, key.asString("")));
            }
            case "status" -> {
                if (message.path("status").asString("").equals("compacting")) {
                    turns.aside(change, ConditionKind.COMPACTING, "it condenses the conversation", Optional.empty());
                } else if (change.state().talk().aside().kind() == ConditionKind.COMPACTING) {
                    goesOn(change);
                }
            }
            case "api_retry" ->
                turns.aside(
                        change,
                        ConditionKind.RETRYING,
                        "attempt " + message.path("attempt").asInt(0) + " of "
                                + message.path("max_retries").asInt(0) + ": "
                                + message.path("error").asString("it got no answer"),
                        Optional.empty());
            case "background_tasks_changed" -> tasks(change, message.path("tasks"));
            case "session_state_changed" -> {
                switch (message.path("state").asString("")) {
                    case "running" ->
                        turns.worksOnItsOwn(change, message.path("uuid").asString(""));
                    case "idle" -> turns.idle(change, message.path("uuid").asString(""));
                    default -> {}
                }
            }
            default -> {}
        }
    }

    private void identified(Change<State> change, String id) {
        if (AgentSessionId.is(id)
                && change.state().conversation().filter(id::equals).isEmpty()) {
            change.to(state -> state.in(id));
            change.tell(telling.identity(change.state()));
        }
    }

    private void tasks(Change<State> change, JsonNode tasks) {
        int running = 0;
        for (JsonNode task : tasks) {
            running += task.path("ambient").asBoolean(false) ? 0 : 1;
        }
        Talk.Tasks now = new Talk.Tasks(running, clock.instant());
        if (change.state().talk().tasks().running() != running) {
            change.to(state -> state.with(state.talk().with(now)));
            change.tellFacts();
        }
    }

    /** What a subagent says is not said to the user; what it uses is paid for. */
    private void assistant(Change<State> change, JsonNode message) {
        turns.uses(change, message);
        if (message.path("parent_tool_use_id").isString()) {
            return;
        }
        turns.shown(change, message.path("user_message_uuid").asString(""));
        String text = text(message.path("message").path("content"));
        if (message.path("error").asString("").isEmpty()) {
            goesOn(change);
        } else if (message.path("api_error").asString("").equals("usage_limit_reached")) {
            JsonNode resets =
                    message.path("api_error_params").path("rate_limit_info").path("resetsAt");
            turns.aside(change, ConditionKind.USAGE_LIMITED, text, moment(resets));
        }
        if (!text.isBlank()) {
            turns.said(change, text);
        }
    }

    /** Of a number that is no moment nothing is said. */
    private static Optional<Instant> moment(JsonNode seconds) {
        try {
            return seconds.isNumber() ? Optional.of(Instant.ofEpochSecond(seconds.asLong(0))) : Optional.empty();
        } catch (DateTimeException noMoment) {
            return Optional.empty();
        }
    }

    /** It works as usual again. */
    private void goesOn(Change<State> change) {
        switch (change.state().talk().aside().kind()) {
            case COMPACTING, RETRYING -> turns.aside(change, ConditionKind.NONE, "", Optional.empty());
            case NONE, USAGE_LIMITED, LOGGED_OUT, ERROR -> {}
        }
    }

    private static String text(JsonNode content) {
        List<String> texts = new ArrayList<>();
        for (JsonNode block : content) {
            if (block.path("type").asString("").equals("text")) {
                texts.add(block.path("text").asString("").strip());
            }
        }
        return String.join("\n", texts);
    }
}
