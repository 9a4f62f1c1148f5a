package dev.tagma.adapters.agent.acp;

import dev.tagma.testkit.contract.DriverContract;
import dev.tagma.testkit.played.DriverRig;
import dev.tagma.testkit.played.PlayedAcp;
import dev.tagma.testkit.played.Trouble;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class AcpContractTest extends DriverContract {

    @Override
    protected DriverRig rig(Path home) {
        Path bin = DriverRig.installed(home, "played-acp");
        PlayedAcp played = new PlayedAcp();
        AcpAdapter.Settings settings =
                new AcpAdapter.Settings(List.of("played-acp"), Map.of(), Optional.empty(), Map.of());
        Map<String, String> inherited = Map.of("HOME", home.toString(), "PATH", bin.toString());
        return new DriverRig(
                played,
                processes -> new AcpAdapter(played.agent(), settings, inherited, processes, AcpAdapter.PATIENCE),
                home,
                Clock.systemUTC());
    }

    @Override
    protected Set<Trouble> never() {
        return Set.of(Trouble.LOST_SUBMIT);
    }
}
