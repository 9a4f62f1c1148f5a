package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.protocol.Link;
import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.DetachedProcess.Output;
import dev.tagma.spi.runtime.Screen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The end of a conversation as people would see it in a terminal: there is none, so it is drawn from what was kept. */
final class Rendering {

    private static final int COLUMNS = 120;
    private static final int ROWS = 40;

    /** So much of what the agent wrote to its errors is shown when nothing else is. */
    private static final int ERRORS_SHOWN = 4 << 10;

    private final Link<State> link;
    private final Journal journal;
    private final Updates updates;
    private final Shells shells;

    Rendering(Link<State> link, Journal journal, Updates updates, Shells shells) {
        this.link = link;
        this.journal = journal;
        this.updates = updates;
        this.shells = shells;
    }

    Screen screen(String title) {
        List<Screen.Row> rows = lines(ROWS).stream()
                .map(line -> new Screen.Row(line, " ".repeat(line.length())))
                .toList();
        return new Screen(rows, COLUMNS, 0, Math.max(0, rows.size() - 1), false, title);
    }

    String capture(int count) {
        return String.join("\n", lines(count));
    }

    private List<String> lines(int count) {
        Deque<String> lines = new ArrayDeque<>();
        List<String> now = now();
        now.reversed().forEach(lines::addFirst);
        journal.backwards(Long.MAX_VALUE, placed -> {
            wrapped(mark(placed.entry()), placed.entry().text()).reversed().forEach(lines::addFirst);
            return lines.size() < count;
        });
        List<String> all = new ArrayList<>(lines);
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** What is not in the conversation yet. */
    private List<String> now() {
        State state = link.state();
        List<String> lines = new ArrayList<>();
        state.prompt()
                .filter(prompt -> !prompt.begun())
                .ifPresent(prompt -> lines.addAll(wrapped("> ", prompt.text())));
        String unfinished = updates.unfinished();
        if (!unfinished.isEmpty()) {
            lines.addAll(wrapped("  ", unfinished));
        }
        for (State.Shell shell : state.shells()) {
            lines.addAll(wrapped("$ ", shell.command()));
            lines.addAll(wrapped("  ", shells.tail(shell).stripTrailing()));
        }
        if (!updates.usage().isEmpty()) {
            lines.add("- " + updates.usage());
        }
        state.asked().forEach(asked -> lines.addAll(wrapped("? ", Asking.title(asked))));
        state.handshake().trouble().ifPresent(trouble -> lines.addAll(wrapped("! ", trouble)));
        if (state.handshake().step() != Handshake.Step.READY) {
            link.process().map(Rendering::errors).ifPresent(errors -> lines.addAll(wrapped("! ", errors)));
        }
        return lines;
    }

    private static String errors(DetachedProcess process) {
        long size = process.size(Output.ERRORS);
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, ERRORS_SHOWN));
        int count = process.read(Output.ERRORS, size - bytes.capacity(), bytes);
        return new String(bytes.array(), 0, count, StandardCharsets.UTF_8).strip();
    }

    private static String mark(Entry entry) {
        return switch (entry.role()) {
            case "user" -> "> ";
            case "tool" -> entry.tool().isPresent() ? "* " + entry.tool().orElse("") + " " : "    ";
            case "system" -> "! ";
            default -> "  ";
        };
    }

    private static List<String> wrapped(String mark, String text) {
        List<String> rows = new ArrayList<>();
        if (text.isEmpty()) {
            return rows;
        }
        Optional<String> first = Optional.of(mark);
        for (String line : text.split("\n", -1)) {
            String rest = first.orElse("  ") + printable(line);
            first = Optional.empty();
            while (rest.length() > COLUMNS) {
                rows.add(rest.substring(0, COLUMNS));
                rest = "  " + rest.substring(COLUMNS);
            }
            rows.add(rest.stripTrailing());
        }
        return rows;
    }

    /** Nothing that an agent says may speak to the terminal of whoever looks. */
    private static String printable(String line) {
        return line.replace("\t", "    ").replaceAll("\\p{Cntrl}", "");
    }
}
