package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.Samples;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.wire.agent.AgentDriverJson;
import dev.tagma.wire.agent.AgentJson;
import dev.tagma.wire.agent.AgentListJson;
import dev.tagma.wire.agent.AgentSourceJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentsTest extends CommandTest {

    private static AgentJson gemini() {
        return new AgentJson(
                new AgentId("gemini"),
                "Gemini CLI",
                "built-in gemini.yaml",
                true,
                Optional.of("/usr/bin/gemini"),
                Optional.of("0.62.0"),
                List.of("0.61."),
                Optional.of(false),
                List.of("no login was found"),
                List.of(DriverKind.TERMINAL, DriverKind.PROTOCOL),
                List.of(PermissionMode.ASK, PermissionMode.YOLO),
                List.of(),
                List.of(),
                List.of(
                        way(
                                DriverKind.TERMINAL,
                                Optional.of("0.62.0"),
                                Optional.of(false),
                                PermissionMode.ASK,
                                Source.SCREEN,
                                "The dialogs for plans."),
                        way(
                                DriverKind.PROTOCOL,
                                Optional.empty(),
                                Optional.empty(),
                                PermissionMode.YOLO,
                                Source.PROTOCOL,
                                "Its version.")));
    }

    private static AgentDriverJson way(
            DriverKind driver,
            Optional<String> version,
            Optional<Boolean> login,
            PermissionMode mode,
            Source source,
            String unknown) {
        return new AgentDriverJson(
                driver,
                true,
                Optional.of("/usr/bin/gemini"),
                version,
                version.isPresent() ? List.of("0.61.") : List.of(),
                login,
                List.of(mode),
                List.of(new AgentSourceJson(source, List.of(Question.TURN))),
                List.of(unknown));
    }

    @Test
    void theListTellsTheModesOfEachDriverWhereTheyDiffer() {
        daemon.at("GET /v1/agents", Samples.json(new AgentListJson(List.of(gemini()))));

        Result result = run("agents", "ls").endsWith(0);

        assertThat(result.out()).contains("gemini", "0.62.0", "terminal, protocol", "terminal: ask; protocol: yolo");
    }

    @Test
    void whatIsKnownOfAnAgentIsShownDriverByDriver() {
        daemon.at("GET /v1/agents/gemini", Samples.json(gemini()));

        Result result = run("agents", "show", "gemini").endsWith(0);

        assertThat(result.out())
                .contains(
                        "/usr/bin/gemini, version 0.62.0 (known: 0.61.)",
                        "terminal, told by",
                        "protocol, told by",
                        "The dialogs for plans.",
                        "Its version.",
                        "no login was found");
    }

    @Test
    void aProbeTellsTheLoginOfEachDriverAndWhatToDo() {
        daemon.at("GET /v1/agents/gemini", Samples.json(gemini()));

        Result result = run("agents", "probe", "gemini");

        assertThat(result.out()).contains("no", "cannot be seen", "no login was found");
    }
}
