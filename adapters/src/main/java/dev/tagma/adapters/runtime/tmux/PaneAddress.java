package dev.tagma.adapters.runtime.tmux;

import java.util.Optional;

/** Where a terminal is in its server; a pane keeps its id for as long as it lives. */
record PaneAddress(String pane, String window, long pid) {

    static final String FORMAT = "#{pane_id} #{window_id} #{pane_pid}";

    static Optional<PaneAddress> parse(String text) {
        String[] parts = text.split(" ", -1);
        return parts.length == 3 && parts[0].startsWith("%") && parts[1].startsWith("@")
                ? Optional.of(new PaneAddress(parts[0], parts[1], Long.parseLong(parts[2])))
                : Optional.empty();
    }
}
