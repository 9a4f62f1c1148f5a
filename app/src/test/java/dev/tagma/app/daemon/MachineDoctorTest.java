package dev.tagma.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.sandbox.container.Container;
import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.wire.daemon.CheckJson;
import dev.tagma.wire.daemon.CheckState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineDoctorTest {

    /** A machine without any program. */
    @TempDir
    private Path empty;

    private List<CheckJson> checks(Set<SandboxKind> wanted) {
        Map<String, String> environment = Map.of("PATH", empty.toString());
        return new MachineDoctor(
                        Map.of(),
                        Set.of(),
                        List.of(Container.docker(environment), Container.podman(environment)),
                        wanted,
                        List::of)
                .examine();
    }

    @Test
    void anEngineForContainersIsLookedForWhereOneIsConfigured() {
        assertThat(checks(Set.of(SandboxKind.PODMAN))).singleElement().satisfies(check -> {
            assertThat(check.name()).isEqualTo("sandbox podman");
            assertThat(check.state()).isEqualTo(CheckState.WARNING);
            assertThat(check.advice())
                    .hasValueSatisfying(advice -> assertThat(advice).contains("install Podman"));
        });
    }

    @Test
    void whereNobodyConfiguredOneNothingIsSaidOfThem() {
        assertThat(checks(Set.of(SandboxKind.NONE))).isEmpty();
    }
}
