package dev.tagma.testkit.played;

import dev.tagma.core.session.AgentId;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.corpus.RecordedScreen;
import dev.tagma.testkit.fake.Face;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Claude Code in its terminal: its recorded screens, its state file, its record, and the hooks of its settings. Its process is
 * the one that plays it, because its driver looks that up. It draws lines that fit the screen, and no placeholders for long
 * pastes.
 */
public final class PlayedClaude extends ScreenAgent {

    private static final Map<Trouble, String> NEVER =
            Map.of(Trouble.DEAF, "nothing is said to it before it shows its composer");

    private static final List<RecordedScreen> SCREENS = RecordedScreen.of("claude-code", "2.1.329");
    private static final long PID = ProcessHandle.current().pid();
    private static final int LINES = 6_000;

    private final Path configuration;
    private final Clock clock;
    private final JsonMapper mapper = JsonMapper.shared();
    private final List<Screen.Row> idle = screen("idle-fresh");
    private final List<Screen.Row> working = screen("working-silent");
    private final List<Screen.Row> permission = screen("permission-bash");
    private ClaudeRecord record;
    private ClaudeHooks hooks = ClaudeHooks.NONE;
    private String conversation = "";
    private String half = "";
    private List<Screen.Row> above = List.of();
    private boolean running;
    private boolean repeats;

    /** @param configuration the directory it keeps its things in */
    public PlayedClaude(Path configuration, Clock clock) {
        super(() -> PID);
        this.configuration = configuration;
        this.clock = clock;
        this.record = new ClaudeRecord(configuration, "none", clock);
    }

    @Override
    public AgentId agent() {
        return new AgentId("claude-code");
    }

    @Override
    void begin(TerminalSpec spec) {
        running = true;
        conversation = ClaudeRecord.conversation(spec.command());
        record = new ClaudeRecord(configuration, conversation, clock);
        hooks.kill();
        hooks = ClaudeHooks.of(spec.command());
        fire("SessionStart");
        state("idle", "");
    }

    @Override
    void begins(String text) {
        fire("UserPromptSubmit");
        record.prompt(UUID.randomUUID().toString(), text);
        if (text.startsWith("WAIT")) {
            record.said("I begin", false);
        }
        state("busy", "");
    }

    @Override
    void asks(String command) {
        state("waiting", "permission prompt");
        hooks.ask(bash("PermissionRequest", command), this::answeredAside);
    }

    @Override
    void answered(String command) {
        state("busy", "");
        hooks.tell(bash("PostToolUse", command));
    }

    @Override
    void ends(String text, boolean interrupted) {
        if (interrupted) {
            record.interrupted();
        } else {
            record.said("said: " + text, true);
            record.over();
            fire("Stop");
        }
        state("idle", "");
    }

    @Override
    boolean answers(Key key) {
        return key instanceof Key.Printable(char digit) && digit >= '1' && digit <= '4';
    }

    private void fire(String event) {
        hooks.tell(event(event));
        if (repeats) {
            hooks.tell(event(event));
        }
    }

    private ObjectNode event(String name) {
        return mapper.createObjectNode()
                .put("hook_event_name", name)
                .put("session_id", conversation)
                .put("transcript_path", record.file().toString());
    }

    private ObjectNode bash(String name, String command) {
        ObjectNode event = event(name).put("tool_name", "Bash");
        event.putObject("tool_input").put("command", command);
        return event;
    }

    private void state(String status, String waitingFor) {
        ObjectNode state = mapper.createObjectNode()
                .put("pid", PID)
                .put("sessionId", conversation)
                .put("status", status)
                .put("statusUpdatedAt", clock.millis());
        if (!waitingFor.isEmpty()) {
            state.put("waitingFor", waitingFor);
        }
        write(mapper.writeValueAsString(state));
    }

    private void write(String text) {
        try {
            Path sessions = Files.createDirectories(configuration.resolve("sessions"));
            Path fresh = configuration.resolve(PID + ".new");
            Files.writeString(fresh, text);
            Files.move(
                    fresh,
                    sessions.resolve(PID + ".json"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Screen.Row> screen(String state) {
        return SCREENS.stream()
                .filter(recorded ->
                        recorded.state().equals(state) && recorded.screen().columns() == 120)
                .findFirst()
                .orElseThrow()
                .screen()
                .rows();
    }

    @Override
    Face drawn(Face face) {
        if (!running) {
            return face;
        }
        Optional<String> asked = dialog();
        List<Screen.Row> rows = new ArrayList<>(above);
        rows.addAll(asked.map(command -> with(permission, "  touch made", command))
                .orElseGet(() -> composed(works() ? working : idle)));
        return face.withOutput(rows).withTitle((works() && asked.isEmpty() ? "◐" : "✳") + " played");
    }

    /** The last prompt line is the composer's; further lines of it are indented. */
    private List<Screen.Row> composed(List<Screen.Row> screen) {
        List<Screen.Row> rows = new ArrayList<>(screen);
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (rows.get(i).text().startsWith("❯")) {
                rows.set(i, Face.plain("❯ " + composer().replaceAll("(?s)\n.*", "")));
                rows.addAll(
                        i + 1,
                        composer()
                                .lines()
                                .skip(1)
                                .map(line -> Face.plain("  " + line))
                                .toList());
                return rows;
            }
        }
        throw new IllegalStateException("the screen has no composer");
    }

    private static List<Screen.Row> with(List<Screen.Row> screen, String line, String other) {
        return screen.stream()
                .map(row -> row.text().strip().equals(line.strip()) ? Face.plain("  " + other) : row)
                .toList();
    }

    @Override
    public Optional<String> cannot(Trouble trouble) {
        return Optional.ofNullable(NEVER.get(trouble));
    }

    @Override
    public void make(Trouble trouble) {
        switch (trouble) {
            case MALFORMED ->
                live(face -> {
                    hooks.litter();
                    hooks.tell(event("WeatherChanged"));
                    record.write("no JSON at all\n[1]\n{\"type\":\"weather\",\"rain\":true}\n");
                    return drawn(face);
                });
            case REPEATED -> repeats = true;
            case LATE ->
                live(face -> {
                    hooks.tell(bash("PostToolUse", "late"));
                    return drawn(face);
                });
            case FLOOD ->
                live(face -> {
                    above = Collections.nCopies(LINES, Face.plain("the same line again and again"));
                    return drawn(face);
                });
            case SLOW_START -> {
                running = false;
                startSlowly();
            }
            case LOST_SUBMIT -> breakNextInput(false);
            case TAKEN_SUBMIT -> breakNextInput(true);
            case HALF_WRITTEN ->
                live(face -> {
                    String line = "{\"type\":\"weather\",\"words\":\"nothing happened\"}\n";
                    record.write(line.substring(0, line.length() / 2));
                    half = line.substring(line.length() / 2);
                    write("{\"pid\":" + PID + ",\"status\":\"bu");
                    return drawn(face);
                });
            case DEAF -> throw new IllegalArgumentException(NEVER.get(trouble));
        }
    }

    @Override
    public void relent(Trouble trouble) {
        switch (trouble) {
            case SLOW_START -> startAtLast();
            case HALF_WRITTEN ->
                live(face -> {
                    record.write(half);
                    state(works() ? "busy" : "idle", "");
                    return drawn(face);
                });
            case REPEATED -> repeats = false;
            case MALFORMED, LATE, FLOOD, DEAF, LOST_SUBMIT, TAKEN_SUBMIT -> {}
        }
    }

    @Override
    public void die() {
        super.die();
        hooks.kill();
    }
}
