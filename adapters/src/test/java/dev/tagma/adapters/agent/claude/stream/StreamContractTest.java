package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.testkit.contract.DriverContract;
import dev.tagma.testkit.played.DriverRig;
import dev.tagma.testkit.played.PlayedStream;
import dev.tagma.testkit.played.Trouble;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

class StreamContractTest extends DriverContract {

    @Override
    protected DriverRig rig(Path home) {
        Path bin = DriverRig.installed(home, "claude");
        PlayedStream played = new PlayedStream(home.resolve(".claude"), Clock.systemUTC());
        Map<String, String> inherited = Map.of("HOME", home.toString(), "PATH", bin.toString());
        return new DriverRig(
                played,
                processes -> new ClaudeStreamAdapter(
                        played.agent(),
                        List.of("claude"),
                        inherited,
                        Map.of(),
                        processes,
                        ClaudeStreamAdapter.PATIENCE),
                home,
                Clock.systemUTC());
    }

    @Override
    protected Set<Trouble> never() {
        return Set.of(Trouble.LOST_SUBMIT);
    }
}
