package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.testkit.contract.DriverContract;
import dev.tagma.testkit.played.DriverRig;
import dev.tagma.testkit.played.PlayedClaude;
import dev.tagma.testkit.played.Trouble;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

class ClaudeContractTest extends DriverContract {

    private final FileWatch watch = new FileWatch();

    @AfterEach
    void closeWatch() {
        watch.close();
    }

    @Override
    protected DriverRig rig(Path home) {
        Path bin = DriverRig.installed(home, "claude");
        PlayedClaude played = new PlayedClaude(home.resolve(".claude"), Clock.systemUTC());
        Map<String, String> inherited = Map.of("HOME", home.toString(), "PATH", bin.toString());
        return new DriverRig(
                played,
                processes -> new ClaudeAdapter(played.agent(), List.of("claude"), inherited, Map.of(), watch),
                home,
                Clock.systemUTC());
    }

    @Override
    protected Set<Trouble> never() {
        return Set.of(Trouble.DEAF);
    }
}
