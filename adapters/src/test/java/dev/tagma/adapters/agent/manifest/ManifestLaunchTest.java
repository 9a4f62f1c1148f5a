package dev.tagma.adapters.agent.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.agent.manifest.form.Manifest.Launch;
import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Objection;
import dev.tagma.spi.agent.Objection.Ground;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ManifestLaunchTest {

    private static final List<String> MODEL = List.of("--model", "{model}");

    @Test
    void aModelThatIsAnOptionIsRefused() {
        assertThat(objections(MODEL, "--yolo"))
                .containsExactly(new Objection(Ground.TAKEN, "'--yolo' is an argument, not a model: name the model"));
    }

    @Test
    void anyOtherModelIsTheProgramsToKnow() {
        assertThat(objections(MODEL, "vendor/large-1")).isEmpty();
    }

    @Test
    void aProgramThatTakesNoModelIsGivenNone() {
        assertThat(objections(List.of(), "large-1"))
                .extracting(Objection::ground)
                .containsExactly(Ground.TAKEN);
    }

    private static List<Objection> objections(List<String> model, String wanted) {
        return ManifestLaunch.objections(
                "tiny",
                new Launch(List.of(), List.of(), List.of(), model, Map.of(), Set.of(), Map.of()),
                new Session.Launch(
                        new AgentId("tiny"),
                        DriverKind.TERMINAL,
                        PermissionMode.ASK,
                        Optional.of(wanted),
                        Map.of(),
                        List.of(),
                        AfterLimit.WAIT));
    }
}
