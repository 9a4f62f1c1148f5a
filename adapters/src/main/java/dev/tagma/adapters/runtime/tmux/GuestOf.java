package dev.tagma.adapters.runtime.tmux;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The way to a server of somebody else's, to one pane on it. A client is attached that has no size and gets no output, and
 * it is all that changes there: nothing is set, started or ended, and the windows that people look at stay in front.
 */
final class GuestOf implements Approach {

    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(5);

    /** Tells every second that the server still answers, without anything being set there. */
    private static final String BEAT = "refresh-client -B 'tagma-beat::#{T;l:%s}'";

    private final TmuxSettings settings;
    private final TmuxCommand tmux;
    private final ServerPresence presence;
    private final PaneOfOthers pane;
    private final ForeignServers servers;

    GuestOf(TmuxSettings settings, PaneOfOthers pane, ForeignServers servers) {
        this.settings = settings;
        this.tmux = new TmuxCommand(settings);
        this.presence = new ServerPresence(settings);
        this.pane = pane;
        this.servers = servers;
    }

    @Override
    public TmuxLink.State connect(ControlClient.Owner owner) {
        return switch (presence.pulse()) {
            case ServerPresence.Pulse.Dead(String reason) -> new TmuxLink.State.NoServer(reason);
            case ServerPresence.Pulse.Unclear(String reason) -> new TmuxLink.State.Down(reason);
            case ServerPresence.Pulse.SocketRemoved(ServerProcess ignored) ->
                new TmuxLink.State.Down(settings.socket() + " was removed");
            case ServerPresence.Pulse.Listening() -> attach(owner);
        };
    }

    private TmuxLink.State attach(ControlClient.Owner owner) {
        return switch (servers.look(pane.socket())) {
            case ForeignServers.Look.Gone(String reason) -> new TmuxLink.State.NoServer(reason);
            case ForeignServers.Look.Unclear(String reason) -> new TmuxLink.State.Down(reason);
            case ForeignServers.Look.Seen(List<ForeignServers.Row> rows) ->
                rows.stream()
                        .filter(row -> row.pane().equals(pane.pane())
                                && row.server() == pane.server().pid())
                        .findFirst()
                        .map(row -> attach(owner, row.session()))
                        .orElseGet(() -> new TmuxLink.State.NoServer("the pane " + pane.pane() + " is gone"));
        };
    }

    /** By the session's number alone: a target with a window in it would bring that window to the front. */
    private TmuxLink.State attach(ControlClient.Owner owner, String session) {
        List<String> command =
                tmux.client("-u", "-C", "attach-session", "-E", "-f", "no-output,ignore-size", "-t", session);
        var builder =
                new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true);
        builder.environment().clear();
        ControlClient client;
        try {
            client = new ControlClient(builder.start(), owner, "tmux-guest");
            client.open(HANDSHAKE_LIMIT);
        } catch (IOException refused) {
            return new TmuxLink.State.Down("tmux cannot be attached to: " + refused.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new TmuxLink.State.Down("interrupted while attaching to tmux");
        }
        Exchange greeting = Exchange.of(
                "display-message -p '#{pid}'",
                BEAT,
                "refresh-client -B "
                        + TmuxWords.quoted(Notification.PANES + ":" + pane.pane() + ":" + PaneState.FORMAT));
        return switch (client.ask(greeting, HANDSHAKE_LIMIT)) {
            case Reply.Answered answered -> greeted(client, answered);
            case Reply.Unanswered(String reason, boolean ignored) -> failed(client, reason);
            case Reply.ServerGone(String reason) -> failed(client, reason);
        };
    }

    private TmuxLink.State greeted(ControlClient client, Reply.Answered answer) {
        Optional<String> failure = answer.failure();
        if (failure.isPresent() || answer.blocks().isEmpty()) {
            return failed(client, "tmux refused: " + failure.orElse("no answer"));
        }
        var server = ServerProcess.of(Long.parseLong(answer.blocks().getFirst().firstLine()));
        if (!server.equals(pane.server())) {
            client.close();
            return new TmuxLink.State.NoServer("another tmux server has taken the place of the one it was on");
        }
        return new TmuxLink.State.Up(client, server);
    }

    private static TmuxLink.State failed(ControlClient client, String reason) {
        client.close();
        return new TmuxLink.State.Down(reason);
    }

    @Override
    public void requireStartable() {
        throw new IllegalStateException("A server of somebody else's is not started");
    }

    @Override
    public Optional<String> launch() {
        throw new IllegalStateException("A server of somebody else's is not started");
    }

    @Override
    public void collectEnded(ServerProcess server) {
        // It looks after its children itself.
    }

    @Override
    public void somebodyLeft(TmuxLink.State.Up up) {
        // Sizes are theirs.
    }

    @Override
    public void leave(TmuxLink.State.Up up) {
        // The client's end is all there is to do.
    }
}
