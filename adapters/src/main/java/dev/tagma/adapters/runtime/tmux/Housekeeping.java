package dev.tagma.adapters.runtime.tmux;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps a server in order: every terminal's window where it belongs and in its size, and no server for nothing. */
final class Housekeeping {

    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());

    /** None of this is worth waiting longer for; it is done again at the next connection. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Every terminal's window belongs in the monitor session and in a session of the terminal's name. */
    void completeHalfMade(TmuxLink.State.Up up) {
        String format = "#{" + ServerConfiguration.NAME_OPTION + "} #{session_name} #{window_id}";
        Map<String, String> windows = new HashMap<>();
        Set<String> monitored = new HashSet<>();
        Set<String> inSession = new HashSet<>();
        for (String line : ask(up, "list-panes -a -F '" + format + "'").orElse(List.of())) {
            String[] parts = line.split(" ", 3);
            if (parts.length == 3 && !parts[0].isEmpty()) {
                windows.put(parts[0], parts[2]);
                if (parts[1].equals(ServerConfiguration.MONITOR)) {
                    monitored.add(parts[0]);
                } else if (parts[1].equals(parts[0])) {
                    inSession.add(parts[0]);
                }
            }
        }
        windows.forEach((name, window) -> {
            if (!monitored.contains(name)) {
                ask(up, "link-window -d -s " + window + " -t '=" + ServerConfiguration.MONITOR + ":'");
            }
            if (!inSession.contains(name)) {
                ask(
                        up,
                        "new-session -d -s " + name + " /bin/sh -c : ; link-window -k -s " + window + " -t '=" + name
                                + ":^'");
            }
        });
    }

    /** Gives windows that nobody looks at any more the size they were made with. */
    void restoreSizes(TmuxLink.State.Up up) {
        String format = "#{" + ServerConfiguration.NAME_OPTION + "} #{session_name} #{session_attached} #{window_id}"
                + " #{window_width}x#{window_height} #{" + ServerConfiguration.SIZE_OPTION + "}";
        for (String line : ask(up, "list-panes -a -F '" + format + "'").orElse(List.of())) {
            String[] parts = line.split(" ", -1);
            if (parts.length == 6
                    && parts[0].equals(parts[1])
                    && parts[2].equals("0")
                    && !parts[4].equals(parts[5])
                    && parts[5].matches("[0-9]+x[0-9]+")) {
                ask(up, resizeUnlessAttached(parts[0], parts[3], parts[5]));
            }
        }
    }

    /** Setting the size makes it manual, so that it must be given back to whoever attaches next. */
    static String resizeUnlessAttached(String session, String window, String size) {
        int x = size.indexOf('x');
        return "if-shell -F -t '=" + session + ":' '#{==:#{session_attached},0}' { resize-window -t " + window + " -x "
                + size.substring(0, x) + " -y " + size.substring(x + 1) + " ; set-option -wu -t " + window
                + " window-size }";
    }

    /** What is known of all panes. */
    Optional<Map<String, PaneState>> panes(TmuxLink.State.Up up) {
        return ask(up, "list-panes -a -F " + TmuxWords.quoted("#{pane_id} " + PaneState.FORMAT))
                .map(lines -> {
                    Map<String, PaneState> panes = new HashMap<>();
                    for (String line : lines) {
                        int space = line.indexOf(' ');
                        PaneState.parse(line.substring(space + 1))
                                .ifPresent(state -> panes.put(line.substring(0, space), state));
                    }
                    return panes;
                });
    }

    /** A server that holds no terminal is of no use to anybody, unless another daemon is attached to it too. */
    void leave(TmuxLink.State.Up up) {
        ask(
                up,
                "if-shell -F -t '=" + ServerConfiguration.MONITOR
                        + ":' '#{&&:#{==:#{S:x},x},#{==:#{session_attached},1}}' { kill-server }");
    }

    private Optional<List<String>> ask(TmuxLink.State.Up up, String commandLine) {
        Reply reply = up.client().ask(Exchange.of(commandLine), LIMIT);
        if (reply instanceof Reply.Answered answered) {
            answered.failure().ifPresent(failure -> LOG.log(Level.DEBUG, "tmux: {0}: {1}", commandLine, failure));
            if (answered.failure().isEmpty()) {
                return Optional.of(
                        answered.blocks().isEmpty()
                                ? List.of()
                                : answered.blocks().getFirst().lines());
            }
        }
        return Optional.empty();
    }
}
