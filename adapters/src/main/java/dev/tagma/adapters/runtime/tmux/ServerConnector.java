package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opens a connection to a running server and puts the server in order: configuration, monitor session, sizes. */
final class ServerConnector {

    private static final System.Logger LOG = System.getLogger(ServerConnector.class.getName());

    /** Attaching and asking for the server's name takes milliseconds; longer means that the server is stuck. */
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(5);

    private final TmuxSettings settings;
    private final ServerLauncher launcher;
    private final ControlClient.Owner owner;

    ServerConnector(TmuxSettings settings, ServerLauncher launcher, ControlClient.Owner owner) {
        this.settings = settings;
        this.launcher = launcher;
        this.owner = owner;
    }

    void prepare() {
        try {
            PrivateFiles.directory(settings.directory());
            Path home = settings.socket().getParent();
            if (home != null) {
                PrivateFiles.directory(home);
            }
            PrivateFiles.replace(settings.configuration(), ServerConfiguration.TEXT);
        } catch (IOException e) {
            throw new TerminalException("tmux cannot be given its configuration: " + e, false, e);
        }
    }

    TmuxLink.State connect() {
        return switch (launcher.pulse()) {
            case ServerLauncher.Pulse.Dead(String reason) -> new TmuxLink.State.NoServer(reason);
            case ServerLauncher.Pulse.Unclear(String reason) -> new TmuxLink.State.Down(reason);
            case ServerLauncher.Pulse.SocketRemoved(ServerProcess process) -> socketBack(process);
            case ServerLauncher.Pulse.Listening() -> attachOrProve();
        };
    }

    /** A server that ended between the look and the attaching is not merely out of reach. */
    private TmuxLink.State attachOrProve() {
        TmuxLink.State state = attach();
        return state instanceof TmuxLink.State.Down
                        && launcher.pulse() instanceof ServerLauncher.Pulse.Dead(String proof)
                ? new TmuxLink.State.NoServer(proof)
                : state;
    }

    /** tmux makes its socket anew on this signal. */
    private TmuxLink.State socketBack(ServerProcess process) {
        return launcher.recreateSocket(process)
                ? attach()
                : new TmuxLink.State.Down(settings.socket() + " was removed while its tmux server runs on");
    }

    private TmuxLink.State attach() {
        prepare();
        TmuxLink.State state = attachOnce();
        if (state instanceof TmuxLink.State.Down(String reason) && reason.contains("can't find session")) {
            try {
                launcher.launch();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return state;
            }
            return attachOnce();
        }
        return state;
    }

    private TmuxLink.State attachOnce() {
        var command = launcher.client(List.of(
                "-u", "-C", "attach-session", "-f", "no-output,ignore-size", "-t", "=" + ServerConfiguration.MONITOR));
        var builder =
                new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true);
        builder.environment().clear();
        ControlClient client;
        try {
            client = new ControlClient(builder.start(), owner, "tmux");
        } catch (IOException e) {
            return new TmuxLink.State.Down("tmux cannot be run: " + e.getMessage());
        }
        client.open();
        return switch (client.ask(greeting(), HANDSHAKE_LIMIT)) {
            case Reply.Answered answered -> greeted(client, answered);
            case Reply.Unanswered(String reason, boolean ignored) -> failed(client, reason);
            case Reply.ServerGone(String reason) -> failed(client, reason);
        };
    }

    private Exchange greeting() {
        return Exchange.of(
                "display-message -p '#{pid}'",
                "source-file " + TmuxWords.quoted(settings.configuration().toString()),
                "refresh-client -B 'tagma-beat::#{T:" + ServerConfiguration.BEAT_OPTION + "}'",
                "refresh-client -B " + TmuxWords.quoted(Notification.PANES + ":%*:" + PaneState.FORMAT));
    }

    private TmuxLink.State greeted(ControlClient client, Reply.Answered answer) {
        Optional<String> failure = answer.failure();
        if (failure.isPresent() || answer.blocks().isEmpty()) {
            return failed(client, "tmux refused: " + failure.orElse("no answer"));
        }
        var server = ServerProcess.of(Long.parseLong(answer.blocks().getFirst().firstLine()));
        var up = new TmuxLink.State.Up(client, server);
        try {
            launcher.note(server);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Cannot note the tmux server in {0}: {1}", settings.serverNote(), e.getMessage());
        }
        completeHalfMade(up);
        restoreSizes(up);
        return up;
    }

    private static TmuxLink.State failed(ControlClient client, String reason) {
        client.close();
        return new TmuxLink.State.Down(reason);
    }

    /** Every terminal's window belongs in the monitor session and in a session of the terminal's name. */
    private void completeHalfMade(TmuxLink.State.Up up) {
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
        Reply reply = up.client().ask(Exchange.of(commandLine), HANDSHAKE_LIMIT);
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
