package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.adapters.protocol.Drawing;
import dev.tagma.adapters.protocol.Link;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The end of the conversation as people would see it in a terminal: there is none, so it is drawn from what is recorded. */
final class Rendering {

    private final Link<State> link;
    private final Recorded recorded;

    Rendering(Link<State> link, Recorded recorded) {
        this.link = link;
        this.recorded = recorded;
    }

    Screen screen(String title) {
        return Drawing.screen(lines(Drawing.ROWS), title);
    }

    String capture(int count) {
        return String.join("\n", lines(count));
    }

    private List<String> lines(int count) {
        List<String> lines = new ArrayList<>();
        TranscriptQuery newest = new TranscriptQuery(Optional.empty(), Optional.empty(), count, Optional.empty());
        recorded.page(link.state().conversation(), newest)
                .entries()
                .forEach(entry -> lines.addAll(wrapped(Drawing.mark(entry.role(), entry.tool()), entry.text())));
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
            link.process().map(Drawing::errors).ifPresent(errors -> lines.addAll(wrapped("! ", errors)));
        }
        return lines;
    }

    private static List<String> wrapped(String mark, String text) {
        return text.isBlank() ? List.of() : Drawing.rows(mark, text.strip());
    }
}
