package dev.tagma.testkit.played;

import dev.tagma.core.session.AgentId;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.fake.Face;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tiny agent of the documentation, which an adapter in a process of its own drives: lines at a prompt, questions that are
 * answered with y or n, and a record in the person's home.
 */
public final class PlayedTiny extends ScreenAgent {

    private static final Map<Trouble, String> NEVER =
            Map.of(Trouble.DEAF, "nothing is said to it before it shows its prompt");

    private static final int COLUMNS = 120;
    private static final int SHOWN = 20;
    private static final int LINES = 6_000;

    private final Path home;
    private final Clock clock;
    private final JsonMapper mapper = JsonMapper.shared();
    private final List<String> above = new ArrayList<>();
    private Path record = Path.of("none");
    private String turn = "";
    private String request = "";
    private String beginning = "";
    private String late = "";
    private String half = "";
    private boolean running;
    private boolean unfinished;
    private boolean repeats;

    /** @param home the person's, in which it keeps its records */
    public PlayedTiny(Path home, Clock clock) {
        super(new AtomicLong(1_001)::getAndIncrement);
        this.home = home;
        this.clock = clock;
    }

    @Override
    public AgentId agent() {
        return new AgentId("tiny");
    }

    @Override
    void begin(TerminalSpec spec) {
        running = true;
        above.clear();
        show("Tiny agent 1.0");
        List<String> command = spec.command();
        record = home.resolve(".tiny-agent").resolve(command.get(command.indexOf("--conversation") + 1) + ".jsonl");
        if (unfinished) {
            // It died in the middle of a turn.
            String _ = write("over", entry -> entry.put("outcome", "unknown"));
            unfinished = false;
        }
    }

    @Override
    void begins(String text) {
        show("> " + text);
        turn = UUID.randomUUID().toString();
        unfinished = true;
        beginning = write("user", entry -> entry.put("text", text));
    }

    @Override
    void asks(String command) {
        request = UUID.randomUUID().toString();
        String _ = write("ask", entry -> entry.put("request", request).put("command", command));
    }

    @Override
    void answered(String command) {
        show(question(command) + "y");
        String _ = write("answered", entry -> entry.put("request", request).put("allowed", true));
    }

    @Override
    void ends(String text, boolean interrupted) {
        if (interrupted) {
            show("Interrupted.");
        } else {
            show("You said: " + text);
            String _ = write("assistant", entry -> entry.put("text", "You said: " + text));
        }
        String _ = write("over", entry -> entry.put("outcome", interrupted ? "interrupted" : "completed"));
        unfinished = false;
        late = beginning;
    }

    @Override
    boolean answers(Key key) {
        return key.equals(new Key.Printable('y')) || key.equals(new Key.Printable('n'));
    }

    @Override
    boolean stops(Key key) {
        return key.equals(new Key.Control('c'));
    }

    private static String question(String command) {
        return "Allow '" + command + "'? [y/n] ";
    }

    // ---- its screen

    private void show(String line) {
        above.add(line);
        while (above.size() > SHOWN) {
            above.removeFirst();
        }
    }

    @Override
    Face drawn(Face face) {
        if (!running) {
            return face;
        }
        List<String> lines = new ArrayList<>(above);
        lines.add(dialog().map(PlayedTiny::question).orElseGet(() -> works() ? "" : "> " + composer()));
        return face.withLines(
                lines.stream().flatMap(line -> wrapped(line).stream()).toList());
    }

    private static List<String> wrapped(String line) {
        List<String> rows = new ArrayList<>();
        for (int begin = 0; begin == 0 || begin < line.length(); begin += COLUMNS) {
            rows.add(line.substring(begin, Math.min(line.length(), begin + COLUMNS)));
        }
        return rows;
    }

    // ---- its record

    private String write(String type, UnaryOperator<ObjectNode> more) {
        ObjectNode entry = mapper.createObjectNode()
                .put("type", type)
                .put("turn", turn)
                .put("at", clock.instant().toString());
        String line = mapper.writeValueAsString(more.apply(entry)) + "\n";
        append(line);
        if (repeats) {
            append(line);
        }
        return line;
    }

    private void append(String text) {
        try {
            Files.createDirectories(home.resolve(".tiny-agent"));
            Files.writeString(record, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    // ---- what goes wrong

    @Override
    public Optional<String> cannot(Trouble trouble) {
        return Optional.ofNullable(NEVER.get(trouble));
    }

    @Override
    public void make(Trouble trouble) {
        switch (trouble) {
            case MALFORMED ->
                live(face -> {
                    append("no JSON at all\n[1]\n{\"type\":\"weather\",\"rain\":true}\n{\"type\":\"user\"}\n");
                    return drawn(face);
                });
            case REPEATED -> repeats = true;
            case LATE ->
                live(face -> {
                    append(late);
                    return drawn(face);
                });
            case FLOOD ->
                live(face -> {
                    Collections.nCopies(LINES, "the same line again and again").forEach(this::show);
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
                    append(line.substring(0, line.length() / 2));
                    half = line.substring(line.length() / 2);
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
                    append(half);
                    return drawn(face);
                });
            case REPEATED -> repeats = false;
            case MALFORMED, LATE, FLOOD, DEAF, LOST_SUBMIT, TAKEN_SUBMIT -> {}
        }
    }
}
