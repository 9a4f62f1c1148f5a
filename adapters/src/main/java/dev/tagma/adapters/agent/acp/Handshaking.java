package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.agent.acp.Handshake.Opening;
import dev.tagma.adapters.agent.acp.Handshake.Setting;
import dev.tagma.adapters.agent.acp.Handshake.Step;
import dev.tagma.adapters.jsonrpc.Incoming;
import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Takes an agent from its start to its first prompt: what to say after each of its answers. Says nothing itself. */
final class Handshaking {

    private static final int VERSION = 1;

    /** The agent's code for: log in first. */
    static final int LOG_IN_FIRST = -32000;

    private final Session session;
    private final AcpTools tools;
    private final WaysIn ways;
    private final Journal journal;
    private final Messages messages;
    private final JsonMapper mapper;

    /** @param environment the agent's */
    Handshaking(Session session, AcpTools tools, Map<String, String> environment, Journal journal) {
        this.session = session;
        this.tools = tools;
        this.ways = new WaysIn(environment);
        this.journal = journal;
        this.mapper = tools.mapper();
        this.messages = new Messages(mapper);
    }

    /** A new process: the first thing that is said to it. */
    State begin(State before, Opening opening, Optional<String> origin, Instant now) {
        State fresh = before.anew(Handshake.begun(opening, origin, mapper.createObjectNode(), now), now);
        ObjectNode params = mapper.createObjectNode().put("protocolVersion", VERSION);
        ObjectNode can = params.putObject("clientCapabilities");
        can.putObject("fs").put("readTextFile", true).put("writeTextFile", true);
        can.put("terminal", true);
        ObjectNode elicitation = can.putObject("elicitation");
        elicitation.putObject("form");
        elicitation.putObject("url");
        params.putObject("clientInfo")
                .put("name", "tagma")
                .put("title", "Tagma")
                .put("version", "1");
        return call(fresh, Step.INITIALIZING, "initialize", params, now);
    }

    /** The agent answered what it was asked. */
    State answered(State state, JsonNode value, Instant now) {
        return switch (state.handshake().step()) {
            case INITIALIZING -> initialized(state, value, now);
            case LOGGING_IN -> open(state, now);
            case OPENING -> opened(state, value, now);
            case LISTING -> listed(state, value, now);
            case SETTING -> set(state, now);
            case READY, LOGIN, FAILED -> state;
        };
    }

    /** The agent refused what it was asked. */
    State refused(State state, Incoming.Failure failure, Instant now) {
        Handshake handshake = state.handshake();
        String said = "it answered " + handshake.step().question() + " with '" + failure.message() + "'";
        return switch (handshake.step()) {
            case INITIALIZING -> failed(state, said, now);
            case LOGGING_IN -> nextWayIn(state, said, now);
            case OPENING -> {
                if (failure.code() == LOG_IN_FIRST) {
                    yield nextWayIn(state, said, now);
                }
                if (handshake.opening() != Opening.RESUMED) {
                    yield failed(state, said, now);
                }
                // One that was never spoken to has left nothing to go on with.
                yield journal.prompted() ? lost(state, said, now) : open(state.with(handshake.afresh()), now);
            }
            case LISTING -> failed(state, handshake.trouble().orElse(said), now);
            case SETTING ->
                failed(state, "it would not take " + handshake.left().getFirst().what() + ": " + said, now);
            case READY, LOGIN, FAILED -> state;
        };
    }

    /** The conversation cannot be gone on with; an agent that can tell which ones it has says whether it is still there. */
    private State lost(State state, String said, Instant now) {
        boolean lists = state.handshake()
                .offers()
                .path("agentCapabilities")
                .path("sessionCapabilities")
                .has("list");
        State next = lists
                ? call(
                        state,
                        Step.LISTING,
                        "session/list",
                        mapper.createObjectNode().put("cwd", session.workspace().path()),
                        now)
                : failed(state, said, now);
        return next.with(next.handshake().after(said));
    }

    /** The first page of the list, newest first: whether more follow is said, not looked at. */
    private State listed(State state, JsonNode value, Instant now) {
        String wanted = state.handshake().origin().orElse("");
        List<String> there = new ArrayList<>();
        value.path("sessions").forEach(one -> there.add(one.path("sessionId").asString("")));
        boolean more = !value.path("nextCursor").asString("").isEmpty();
        String of = "of " + there.size() + (more ? " or more" : "") + " conversations that it lists for the directory";
        String known = there.contains(wanted)
                ? "; " + wanted + " is one " + of
                : "; " + wanted + (more ? " is none of the newest " + there.size() : " is none " + of);
        return failed(state, state.handshake().trouble().orElse("") + known, now);
    }

    State failed(State state, String why, Instant now) {
        return state.with(state.handshake().ends(Step.FAILED, why, now));
    }

    private State login(State state, String said, Instant now) {
        List<String> offered = WaysIn.named(state.handshake().offers());
        String how = offered.isEmpty()
                ? "log in with the program itself"
                : "its ways to log in are " + String.join(", ", offered);
        return state.with(state.handshake()
                .ends(
                        Step.LOGIN,
                        said + "; " + how + ", to be named in config.yaml as 'login' where it needs no person. Then"
                                + " restart the session",
                        now));
    }

    private State initialized(State state, JsonNode value, Instant now) {
        int version = value.path("protocolVersion").asInt(VERSION);
        if (version != VERSION) {
            return failed(
                    state, "it speaks version " + version + " of the protocol, and Tagma version " + VERSION, now);
        }
        State offered = state.with(state.handshake().offered(value));
        return tools.login().map(way -> logIn(offered, way, now)).orElseGet(() -> open(offered, now));
    }

    private State logIn(State state, String way, Instant now) {
        return call(
                state.with(state.handshake().trying(way)),
                Step.LOGGING_IN,
                "authenticate",
                mapper.createObjectNode().put("methodId", way),
                now);
    }

    /** The configured way is the only one; else each that needs no person is tried once. */
    private State nextWayIn(State state, String said, Instant now) {
        Optional<String> next = tools.login().isPresent()
                ? Optional.empty()
                : ways.next(state.handshake().offers(), state.handshake().tried());
        return next.map(way -> logIn(state, way, now)).orElseGet(() -> login(state, said, now));
    }

    private State open(State state, Instant now) {
        Handshake handshake = state.handshake();
        JsonNode can = handshake.offers().path("agentCapabilities");
        ObjectNode params = mapper.createObjectNode();
        params.put("cwd", session.workspace().path()).putArray("mcpServers");
        return switch (handshake.opening()) {
            case FRESH -> call(state, Step.OPENING, "session/new", params, now);
            case FORKED -> {
                params.put("sessionId", handshake.origin().orElseThrow());
                yield can.path("sessionCapabilities").has("fork")
                        ? call(state, Step.OPENING, "session/fork", params, now)
                        : failed(state, "it cannot copy a conversation, so its sessions cannot be forked", now);
            }
            case RESUMED -> {
                params.put("sessionId", handshake.origin().orElseThrow());
                if (can.path("sessionCapabilities").has("resume")) {
                    yield call(state, Step.OPENING, "session/resume", params, now);
                }
                yield can.path("loadSession").asBoolean(false)
                        ? call(state, Step.OPENING, "session/load", params, now)
                        : open(state.with(handshake.afresh()), now);
            }
        };
    }

    private State opened(State state, JsonNode value, Instant now) {
        Handshake handshake = state.handshake();
        Optional<String> conversation = value.path("sessionId").stringValueOpt();
        if (handshake.opening() == Opening.RESUMED) {
            conversation = handshake.origin();
        }
        if (conversation.isEmpty()) {
            return failed(state, "it opened a conversation without saying its id", now);
        }
        if (!AgentSessionId.is(conversation.get())) {
            return failed(state, "it gave a conversation an id that has not 1 to 200 characters", now);
        }
        List<Setting> settings = new ArrayList<>();
        switch (ModeChoice.of(session.launch().mode(), tools.modes(), Offers.modes(value))) {
            case ModeChoice.Choice.Take(String id) ->
                Offers.modes(value)
                        .choose(mapper, conversation.get(), id, "the mode '" + id + "'")
                        .ifPresent(settings::add);
            case ModeChoice.Choice.Leave leave -> {}
            case ModeChoice.Choice.Refuse(String reason) -> {
                return failed(state, reason, now);
            }
        }
        Optional<String> model = session.launch().model();
        if (model.isPresent()) {
            Offers offers = Offers.models(value);
            if (!offers.ids().contains(model.get())) {
                return failed(
                        state,
                        "it offers no model '" + model.get() + "'; its models are "
                                + (offers.ids().isEmpty() ? "its own choice" : String.join(", ", offers.ids())),
                        now);
            }
            offers.choose(mapper, conversation.get(), model.get(), "the model '" + model.get() + "'")
                    .ifPresent(settings::add);
        }
        State offered = state.with(handshake.offered(Offers.kept(mapper, handshake.offers(), value)));
        return set(offered.in(conversation.get()), settings, now);
    }

    private State set(State state, Instant now) {
        List<Setting> left = state.handshake().left();
        return set(state, left.subList(1, left.size()), now);
    }

    private State set(State state, List<Setting> left, Instant now) {
        State next = state.with(state.handshake().toSet(left));
        return left.isEmpty()
                ? next.with(next.handshake().at(Step.READY, 0, now))
                : call(
                        next,
                        Step.SETTING,
                        left.getFirst().method(),
                        left.getFirst().params(),
                        now);
    }

    private State call(State state, Step step, String method, JsonNode params, Instant now) {
        long number = state.numbers() + 1;
        return state.saying(messages.call(number, method, params))
                .with(state.handshake().at(step, number, now));
    }
}
