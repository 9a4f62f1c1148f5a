package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Manifest;
import dev.tagma.adapters.agent.manifest.form.ManifestFiles;
import dev.tagma.adapters.files.FileWatch;
import dev.tagma.testkit.contract.DriverContract;
import dev.tagma.testkit.played.DriverRig;
import dev.tagma.testkit.played.PlayedManifest;
import dev.tagma.testkit.played.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

class ManifestContractTest extends DriverContract {

    private final FileWatch watch = new FileWatch();

    @AfterEach
    void closeWatch() {
        watch.close();
    }

    @Override
    protected DriverRig rig(Path home) throws IOException {
        Path bin = DriverRig.installed(home, "played");
        PlayedManifest played = new PlayedManifest(home, Clock.systemUTC());
        Path manifests = Files.createDirectory(home.resolve("agents"));
        Files.writeString(manifests.resolve("played.yaml"), PlayedManifest.MANIFEST);
        Manifest manifest = Objects.requireNonNull(ManifestFiles.all(manifests).get(played.agent()));
        Map<String, String> inherited = Map.of("HOME", home.toString(), "PATH", bin.toString());
        return new DriverRig(
                played,
                processes -> new ManifestAdapter(manifest, List.of(), inherited, Map.of(), watch),
                home,
                Clock.systemUTC());
    }

    @Override
    protected Set<Trouble> never() {
        return Set.of(Trouble.DEAF, Trouble.LATE);
    }
}
