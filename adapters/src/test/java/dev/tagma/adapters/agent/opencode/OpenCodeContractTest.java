package dev.tagma.adapters.agent.opencode;

import dev.tagma.testkit.contract.DriverContract;
import dev.tagma.testkit.played.DriverRig;
import dev.tagma.testkit.played.PlayedOpenCode;
import dev.tagma.testkit.played.Trouble;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

class OpenCodeContractTest extends DriverContract {

    /** So that an agent that answers again is asked again soon. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    @Override
    protected DriverRig rig(Path home) {
        Path bin = DriverRig.installed(home, "opencode");
        PlayedOpenCode played = new PlayedOpenCode(home.resolve("store"), Clock.systemUTC());
        Map<String, String> inherited = Map.of("HOME", home.toString(), "PATH", bin.toString());
        return new DriverRig(
                played,
                processes -> new OpenCodeAdapter(played.agent(), List.of("opencode"), inherited, Map.of(), HEARTBEAT),
                home,
                Clock.systemUTC());
    }

    @Override
    protected Set<Trouble> never() {
        return Set.of(Trouble.HALF_WRITTEN);
    }
}
