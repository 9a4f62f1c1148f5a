package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.protocol.Drawing;
import dev.tagma.adapters.protocol.Link;
import dev.tagma.spi.runtime.Screen;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The end of a conversation as people would see it in a terminal: there is none, so it is drawn from what was kept. */
final class Rendering {

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
        return Drawing.screen(lines(Drawing.ROWS), title);
    }

    String capture(int count) {
        return String.join("\n", lines(count));
    }

    private List<String> lines(int count) {
        Deque<String> lines = new ArrayDeque<>();
        List<String> now = now();
        now.reversed().forEach(lines::addFirst);
        journal.backwards(Long.MAX_VALUE, placed -> {
            wrapped(
                            Drawing.mark(placed.entry().role(), placed.entry().tool()),
                            placed.entry().text())
                    .reversed()
                    .forEach(lines::addFirst);
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
            link.process().map(Drawing::errors).ifPresent(errors -> lines.addAll(wrapped("! ", errors)));
        }
        return lines;
    }

    private static List<String> wrapped(String mark, String text) {
        return text.isEmpty() ? List.of() : Drawing.rows(mark, text);
    }
}
