package dev.tagma.server;

import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.server.route.Doctor;
import dev.tagma.wire.agent.AgentDriverJson;
import dev.tagma.wire.agent.AgentJson;
import dev.tagma.wire.agent.AgentSourceJson;
import dev.tagma.wire.daemon.CheckJson;
import dev.tagma.wire.daemon.CheckState;
import java.util.List;
import java.util.Optional;

/** A machine with git, without tmux and with one agent. */
final class SampleDoctor implements Doctor {

    @Override
    public List<CheckJson> examine() {
        return List.of(
                new CheckJson("git", CheckState.OK, "2.39", Optional.empty()),
                new CheckJson("tmux", CheckState.FAILED, "none", Optional.of("apt install tmux")));
    }

    @Override
    public List<AgentJson> agents() {
        return List.of(new AgentJson(
                new AgentId("gemini"),
                "Gemini CLI",
                "built-in gemini.yaml",
                true,
                Optional.of("/usr/bin/gemini"),
                Optional.of("0.61.0"),
                List.of("0.61."),
                Optional.of(true),
                List.of(),
                List.of(DriverKind.TERMINAL),
                List.of(PermissionMode.ASK),
                List.of(new AgentSourceJson(Source.TITLE, List.of(Question.TURN))),
                List.of("Whether it dreams."),
                List.of(new AgentDriverJson(
                        DriverKind.TERMINAL,
                        true,
                        Optional.of("/usr/bin/gemini"),
                        Optional.of("0.61.0"),
                        List.of("0.61."),
                        Optional.of(true),
                        List.of(PermissionMode.ASK),
                        List.of(new AgentSourceJson(Source.TITLE, List.of(Question.TURN))),
                        List.of("Whether it dreams.")))));
    }

    @Override
    public Optional<AgentJson> agent(String name) {
        return agents().stream()
                .filter(agent -> agent.name().value().equals(name))
                .findFirst();
    }
}
