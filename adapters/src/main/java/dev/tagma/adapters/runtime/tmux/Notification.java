package dev.tagma.adapters.runtime.tmux;

import java.util.Optional;

/** What the server tells without being asked, as far as it matters here. */
sealed interface Notification {

    /** The name of the subscription that tells of every pane. */
    String PANES = "tagma-pane";

    record PaneIs(String pane, PaneState state) implements Notification {}

    record WindowClosed(String window) implements Notification {}

    record SomebodyLeft() implements Notification {}

    static Optional<Notification> parse(String line) {
        String[] words = line.split(" ", 8);
        return switch (words[0]) {
            case "%subscription-changed" ->
                words.length == 8 && words[1].equals(PANES)
                        ? PaneState.parse(words[7]).map(state -> new PaneIs(words[5], state))
                        : Optional.empty();
            case "%window-close", "%unlinked-window-close" ->
                words.length > 1 ? Optional.of(new WindowClosed(words[1])) : Optional.empty();
            case "%client-detached", "%client-session-changed" -> Optional.of(new SomebodyLeft());
            default -> Optional.empty();
        };
    }
}
