package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.adapters.agent.claude.ClaudeLaunch;
import dev.tagma.adapters.agent.claude.ClaudeProbe;
import dev.tagma.adapters.agent.claude.ConfigurationPlace;
import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.exec.Inherited;
import dev.tagma.adapters.protocol.Opening;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.TerminalException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** How the program is started, and what it is told first. */
final class StreamLaunch implements Opening<State> {

    private final Session session;
    private final StreamTools tools;
    private final ConfigurationPlace place;
    private final Recorded recorded;
    private final Wire wire;
    private final Clock clock;

    StreamLaunch(
            Session session, StreamTools tools, ConfigurationPlace place, Recorded recorded, Wire wire, Clock clock) {
        this.session = session;
        this.tools = tools;
        this.place = place;
        this.recorded = recorded;
        this.wire = wire;
        this.clock = clock;
    }

    /** The environment: passed on, then the agent's settings, then the session's, then Tagma's own. */
    static Map<String, String> environment(StreamTools tools, Session session, Map<String, String> own) {
        Map<String, String> environment = Inherited.of(tools.inherited(), Set.of("CLAUDE_CONFIG_DIR"));
        environment.put("DISABLE_AUTOUPDATER", "1");
        // Without it nobody is told when the program goes on by itself.
        environment.put("CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS", "1");
        environment.putAll(tools.settings());
        environment.putAll(session.launch().environment());
        environment.putAll(own);
        return environment;
    }

    /** A copy gets its id from Tagma too, so that it is known before anything is said in it. */
    @Override
    public State begin(State before, Start how) {
        State begun = switch (how) {
            case Start.Fresh fresh ->
                before.anew(session.agentSessionId().map(AgentSessionId::value), Optional.empty(), clock.instant());
            case Start.Resume(var id) -> before.anew(Optional.of(id.value()), before.origin(), clock.instant());
            case Start.Fork(var origin) ->
                before.anew(Optional.of(UUID.randomUUID().toString()), Optional.of(origin.value()), clock.instant());
        };
        return begun.saying(wire.initialize());
    }

    @Override
    public ProcessSpec spec(State begun, Start how) {
        Path workspace = Path.of(session.workspace().path());
        String program = tools.program().getFirst();
        if (Executables.find(program, place.environment(), workspace).isEmpty()) {
            throw new TerminalException(ClaudeProbe.missing(session.launch().agent(), program), false);
        }
        place.decide();
        List<String> command = new ArrayList<>(tools.program());
        command.addAll(List.of("-p", "--verbose", "--replay-user-messages"));
        command.addAll(List.of("--input-format", "stream-json", "--output-format", "stream-json"));
        command.addAll(List.of("--permission-prompt-tool", "stdio"));
        command.addAll(conversation(begun));
        command.addAll(
                List.of("--permission-mode", ClaudeLaunch.mode(session.launch().mode())));
        session.launch().model().ifPresent(model -> command.addAll(List.of("--model", model)));
        command.addAll(session.launch().arguments());
        return new ProcessSpec(command, place.environment(), workspace);
    }

    /** One that was never spoken in cannot be resumed: it is begun, or copied, once more under the same id. */
    private List<String> conversation(State begun) {
        if (begun.conversation().isEmpty()) {
            return List.of();
        }
        String id = begun.conversation().get();
        if (recorded.begun(new AgentSessionId(id))) {
            return List.of("--resume", id);
        }
        return begun.origin()
                .map(origin -> List.of("--resume", origin, "--fork-session", "--session-id", id))
                .orElseGet(() -> List.of("--session-id", id));
    }

    @Override
    public Optional<String> awaited(State state) {
        return state.handshake().step() == Handshake.Step.INITIALIZING ? Optional.of("initialize") : Optional.empty();
    }

    @Override
    public State failed(State state, String why) {
        return state.with(Handshake.failed(why, clock.instant()));
    }
}
