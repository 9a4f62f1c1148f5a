package dev.tagma.bench.stage;

import dev.tagma.adapters.agent.acp.AcpAdapter;
import dev.tagma.adapters.agent.claude.ClaudeAdapter;
import dev.tagma.adapters.agent.claude.stream.ClaudeStreamAdapter;
import dev.tagma.adapters.agent.codex.CodexAdapter;
import dev.tagma.adapters.agent.external.ExternalAdapter;
import dev.tagma.adapters.agent.manifest.ManifestAdapter;
import dev.tagma.adapters.agent.manifest.form.Manifest;
import dev.tagma.adapters.agent.manifest.form.ManifestFiles;
import dev.tagma.adapters.agent.opencode.OpenCodeAdapter;
import dev.tagma.adapters.files.FileWatch;
import dev.tagma.testkit.played.DriverRig;
import dev.tagma.testkit.played.Played;
import dev.tagma.testkit.played.PlayedAcp;
import dev.tagma.testkit.played.PlayedClaude;
import dev.tagma.testkit.played.PlayedCodex;
import dev.tagma.testkit.played.PlayedManifest;
import dev.tagma.testkit.played.PlayedOpenCode;
import dev.tagma.testkit.played.PlayedStream;
import dev.tagma.testkit.played.PlayedTiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Every driver there is, each over an agent of its kind that is played. */
public final class PlayedDrivers implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private final FileWatch watch = new FileWatch();
    private final Clock clock = new HastyClock();
    private final Path example;

    /** Makes a session of its own in an empty directory. */
    @FunctionalInterface
    public interface Rigging {
        DriverRig in(Path home) throws IOException;
    }

    /** @param checkout where the example of an adapter is */
    public PlayedDrivers(Path checkout) {
        this.example = checkout.resolve("docs/examples/adapter/tiny_adapter.py");
    }

    /** All of them, by the names of their drivers. */
    public Map<String, Rigging> all() {
        Map<String, Rigging> all = new LinkedHashMap<>();
        all.put("Claude Code, terminal", this::claude);
        all.put("Claude Code, stream", this::stream);
        all.put("ACP", this::acp);
        all.put("Codex", this::codex);
        all.put("OpenCode", this::openCode);
        all.put("manifest", this::manifest);
        all.put("an adapter of one's own", this::external);
        return all;
    }

    private DriverRig claude(Path home) {
        Played played = new PlayedClaude(home.resolve(".claude"), clock);
        Map<String, String> inherited = inherited(home, "claude");
        return new DriverRig(
                played,
                processes -> new ClaudeAdapter(played.agent(), List.of("claude"), inherited, Map.of(), watch),
                home,
                clock);
    }

    private DriverRig stream(Path home) {
        Played played = new PlayedStream(home.resolve(".claude"), clock);
        Map<String, String> inherited = inherited(home, "claude");
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
                clock);
    }

    private DriverRig acp(Path home) {
        Played played = new PlayedAcp();
        Map<String, String> inherited = inherited(home, "played-acp");
        AcpAdapter.Settings settings =
                new AcpAdapter.Settings(List.of("played-acp"), Map.of(), Optional.empty(), Map.of());
        return new DriverRig(
                played,
                processes -> new AcpAdapter(played.agent(), settings, inherited, processes, AcpAdapter.PATIENCE),
                home,
                clock);
    }

    private DriverRig codex(Path home) {
        Played played = new PlayedCodex(home, clock);
        Map<String, String> inherited = inherited(home, "codex");
        return new DriverRig(
                played,
                processes -> new CodexAdapter(played.agent(), List.of("codex"), inherited, Map.of(), watch, processes),
                home,
                clock);
    }

    private DriverRig openCode(Path home) {
        Played played = new PlayedOpenCode(home.resolve("store"), clock);
        Map<String, String> inherited = inherited(home, "opencode");
        return new DriverRig(
                played,
                processes -> new OpenCodeAdapter(played.agent(), List.of("opencode"), inherited, Map.of(), HEARTBEAT),
                home,
                clock);
    }

    private DriverRig manifest(Path home) throws IOException {
        Played played = new PlayedManifest(home, clock);
        Map<String, String> inherited = inherited(home, "played");
        Path manifests = Files.createDirectories(home.resolve("agents"));
        Files.writeString(manifests.resolve("played.yaml"), PlayedManifest.MANIFEST);
        Manifest manifest = Objects.requireNonNull(ManifestFiles.all(manifests).get(played.agent()));
        return new DriverRig(
                played, processes -> new ManifestAdapter(manifest, List.of(), inherited, Map.of(), watch), home, clock);
    }

    /** The example of the documentation, a process for each daemon. */
    private DriverRig external(Path home) {
        Played played = new PlayedTiny(home, clock);
        Path bin = DriverRig.installed(home, "tiny-agent");
        Map<String, String> inherited = Map.of("HOME", home.toString(), "PATH", bin + ":" + System.getenv("PATH"));
        ExternalAdapter.Settings settings =
                new ExternalAdapter.Settings(List.of("python3", example.toString()), List.of("tiny-agent"), Map.of());
        return new DriverRig(
                played,
                processes -> new ExternalAdapter(
                        played.agent(), settings, inherited, home.resolve("adapters"), ExternalAdapter.PATIENCE),
                home,
                clock);
    }

    private static Map<String, String> inherited(Path home, String program) {
        return Map.of(
                "HOME", home.toString(),
                "PATH", DriverRig.installed(home, program).toString());
    }

    @Override
    public void close() {
        watch.close();
    }
}
