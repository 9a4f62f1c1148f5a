package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.testkit.contract.DriverContract;
import dev.tagma.testkit.played.DriverRig;
import dev.tagma.testkit.played.PlayedCodex;
import dev.tagma.testkit.played.Trouble;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

class CodexContractTest extends DriverContract {

    private final FileWatch watch = new FileWatch();

    @AfterEach
    void closeWatch() {
        watch.close();
    }

    @Override
    protected DriverRig rig(Path home) {
        Path bin = DriverRig.installed(home, "codex");
        PlayedCodex played = new PlayedCodex(home, Clock.systemUTC());
        Map<String, String> inherited = Map.of("HOME", home.toString(), "PATH", bin.toString());
        return new DriverRig(
                played,
                processes -> new CodexAdapter(played.agent(), List.of("codex"), inherited, Map.of(), watch, processes),
                home,
                Clock.systemUTC());
    }

    @Override
    protected Set<Trouble> never() {
        return Set.of(Trouble.LATE);
    }
}
