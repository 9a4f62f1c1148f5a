package dev.tagma.adapters.agent.external;

import dev.tagma.testkit.contract.DriverContract;
import dev.tagma.testkit.played.DriverRig;
import dev.tagma.testkit.played.PlayedTiny;
import dev.tagma.testkit.played.Trouble;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The adapter of the documentation, in a process of its own, over its agent as it is played. */
class ExampleContractTest extends DriverContract {

    private static final Path ADAPTER =
            Path.of("..", "docs", "examples", "adapter", "tiny_adapter.py").toAbsolutePath();

    /** Generous, because a busy machine is not a fault. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Override
    protected DriverRig rig(Path home) {
        Path bin = DriverRig.installed(home, "tiny-agent");
        PlayedTiny played = new PlayedTiny(home, Clock.systemUTC());
        ExternalAdapter.Settings settings =
                new ExternalAdapter.Settings(List.of("python3", ADAPTER.toString()), List.of("tiny-agent"), Map.of());
        Map<String, String> inherited = Map.of("HOME", home.toString(), "PATH", bin + ":" + System.getenv("PATH"));
        return new DriverRig(
                played,
                processes ->
                        new ExternalAdapter(played.agent(), settings, inherited, home.resolve("adapters"), PATIENCE),
                home,
                Clock.systemUTC());
    }

    @Override
    protected Set<Trouble> never() {
        return Set.of(Trouble.DEAF);
    }
}
