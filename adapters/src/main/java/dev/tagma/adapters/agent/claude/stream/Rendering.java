package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.adapters.protocol.Link;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.DetachedProcess.Output;
import dev.tagma.spi.runtime.Screen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The end of the conversation as people would see it in a terminal: there is none, so it is drawn from what is recorded. */
final class Rendering {

    private static final int COLUMNS = 120;
    private static final int ROWS = 40;

    /** So much of what the program wrote to its errors is shown when it cannot be spoken to. */
    private static final int ERRORS_SHOWN = 4 << 10;

    private final Link<State> link;
    private final Recorded recorded;

    Rendering(Link<State> link, Recorded recorded) {
        this.link = link;
        this.recorded = recorded;
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
        List<String> lines = new ArrayList<>();
        TranscriptQuery newest = new TranscriptQuery(Optional.empty(), Optional.empty(), count, Optional.empty());
        recorded.page(link.state().conversation(), newest)
                .entries()
                .forEach(entry -> lines.addAll(wrapped(mark(entry), entry.text())));
        lines.addAll(now());
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** What is not in the conversation. */
    private List<String> now() {
        State state = link.state();
        List<String> lines = new ArrayList<>();
        state.talk()
                .prompt()
                .filter(prompt -> !prompt.begun())
                .ifPresent(prompt -> lines.addAll(wrapped("> ", prompt.text())));
        String aside = state.talk().aside().detail();
        if (!aside.isEmpty()) {
            lines.addAll(wrapped("- ", aside));
        }
        state.talk()
                .asked()
                .forEach(asked ->
                        lines.addAll(wrapped("? ", Permission.tool(asked).title())));
        state.handshake().trouble().ifPresent(trouble -> lines.addAll(wrapped("! ", trouble)));
        if (!state.ready()) {
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

    private static String mark(TranscriptPage.Entry entry) {
        return switch (entry.role()) {
            case "user" -> "> ";
            case "tool" -> entry.tool().map(tool -> "* " + tool + " ").orElse("    ");
            case "system" -> "! ";
            default -> "  ";
        };
    }

    private static List<String> wrapped(String mark, String text) {
        List<String> rows = new ArrayList<>();
        if (text.isBlank()) {
            return rows;
        }
        String lead = mark;
        for (String line : text.strip().split("\n", -1)) {
            String rest = lead + printable(line);
            lead = "  ";
            while (rest.length() > COLUMNS) {
                rows.add(rest.substring(0, COLUMNS));
                rest = "  " + rest.substring(COLUMNS);
            }
            rows.add(rest.stripTrailing());
        }
        return rows;
    }

    /** Nothing that is said may speak to the terminal of whoever looks. */
    private static String printable(String line) {
        return line.replace("\t", "    ").replaceAll("\\p{Cntrl}", "");
    }
}
