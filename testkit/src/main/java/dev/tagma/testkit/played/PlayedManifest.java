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
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An agent that only a manifest describes: a title, a screen, and a record of the conversation. */
public final class PlayedManifest extends ScreenAgent {

    /** The file that describes it, as a person would write it. */
    public static final String MANIFEST = """
            title: Played
            program: [played]
            start: [--id, "{id}"]
            resume: [--id, "{id}"]
            modes:
              ask: []
            titles:
              - {matches: '^busy', means: working}
              - {matches: '^rest', means: idle}
            screen:
              prompted: '^> '
              dialog: '^## '
              composer:
                prompt: '^>>'
              rules:
                - {means: permission, in: dialog, matches: '(Allow .*)'}
                - {means: working, in: turn, matches: '^working'}
                - {means: interrupted, in: turn, matches: '^stopped'}
                - {means: idle, in: composer, matches: '^>>'}
            delivery:
              settleMillis: 0
              submit: [enter]
              clear: [ctrl-u]
              interrupt: [escape]
            answers:
              once: {option: '^Yes'}
              deny: {option: '^No'}
            transcript:
              format: lines
              file: '{home}/chats/*/chat-{id8}.jsonl'
              id: name
              time: at
              conversation: conversation
              place: directory
              entries:
                - {when: {by: user}, is: prompt, text: words}
                - {when: {by: played}, is: said, text: words}
            """;

    private static final Map<Trouble, String> NEVER = Map.of(
            Trouble.DEAF, "nothing is said to it before it shows its composer",
            Trouble.LATE, "its screen shows only what is");

    private static final int SHOWN = 20;
    private static final int LINES = 6_000;

    private final Path chats;
    private final Clock clock;
    private final JsonMapper mapper = JsonMapper.shared();
    private final List<String> conversation = new ArrayList<>();
    private Path record = Path.of("none");
    private String half = "";
    private boolean running;
    private boolean repeats;
    private int written;

    /** @param home where its records are, in {@code chats} */
    public PlayedManifest(Path home, Clock clock) {
        super(new AtomicLong(1_001)::getAndIncrement);
        this.chats = home.resolve("chats/api");
        this.clock = clock;
    }

    @Override
    public AgentId agent() {
        return new AgentId("played");
    }

    @Override
    void begin(TerminalSpec spec) {
        running = true;
        conversation.clear();
        String id = spec.command().get(spec.command().indexOf("--id") + 1);
        record = chats.resolve("chat-" + id.substring(0, 8) + ".jsonl");
        if (!Files.exists(record)) {
            write(mapper.createObjectNode().put("conversation", id).put("directory", "/home/anna/api"));
        }
    }

    @Override
    void begins(String text) {
        show("> " + text);
        tell("user", text);
    }

    @Override
    void asks(String command) {
        // Its screen shows it.
    }

    @Override
    void answered(String command) {
        show("ran " + command);
    }

    @Override
    void ends(String text, boolean interrupted) {
        if (interrupted) {
            show("stopped");
        } else {
            show("said: " + text);
            tell("played", "said: " + text);
        }
    }

    @Override
    boolean answers(Key key) {
        return key.equals(new Key.Printable('1')) || key.equals(new Key.Printable('2'));
    }

    private void show(String line) {
        conversation.add(line);
        while (conversation.size() > SHOWN) {
            conversation.removeFirst();
        }
    }

    private void tell(String by, String words) {
        written++;
        ObjectNode line = mapper.createObjectNode()
                .put("by", by)
                .put("name", "m" + written)
                .put("at", clock.instant().toString())
                .put("words", words);
        write(line);
        if (repeats) {
            write(line);
        }
    }

    private void write(ObjectNode line) {
        append(mapper.writeValueAsString(line) + "\n");
    }

    private void append(String text) {
        try {
            Files.createDirectories(chats);
            Files.writeString(record, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    Face drawn(Face face) {
        if (!running) {
            return face;
        }
        List<String> rows = new ArrayList<>(conversation);
        dialog().ifPresentOrElse(
                        command ->
                                rows.addAll(List.of("## The agent asks", "Allow " + command + "?", "1. Yes", "2. No")),
                        () -> {
                            if (works()) {
                                rows.add("working");
                            }
                            rows.add(">> " + composer());
                        });
        return face.withLines(rows).withTitle(works() ? "busy" : "rest");
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
                    append("no JSON at all\n[1]\n{\"by\":\"weather\",\"rain\":true}\n");
                    return drawn(face);
                });
            case REPEATED -> repeats = true;
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
                    written++;
                    String line = "{\"by\":\"played\",\"name\":\"m" + written + "\",\"at\":\"" + clock.instant()
                            + "\",\"words\":\"one thing more\"}\n";
                    append(line.substring(0, line.length() / 2));
                    half = line.substring(line.length() / 2);
                    return drawn(face);
                });
            case DEAF, LATE -> throw new IllegalArgumentException(NEVER.get(trouble));
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
