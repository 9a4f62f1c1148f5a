package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Opens a connection to a running server. */
final class ServerConnector {

    /** Attaching and asking for the server's name takes milliseconds; longer means that the server is stuck. */
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(5);

    /** Texts on their way for longer were left by a process that ended meanwhile. */
    private static final Duration LONGEST_PASTE = Duration.ofMinutes(10);

    private final TmuxSettings settings;
    private final TmuxCommand tmux;
    private final ServerLauncher launcher;
    private final ServerPresence presence;
    private final Housekeeping housekeeping;

    ServerConnector(
            TmuxSettings settings,
            TmuxCommand tmux,
            ServerLauncher launcher,
            ServerPresence presence,
            Housekeeping housekeeping) {
        this.settings = settings;
        this.tmux = tmux;
        this.presence = presence;
        this.housekeeping = housekeeping;
        this.launcher = launcher;
    }

    void prepare() {
        try {
            PrivateFiles.directory(settings.directory());
            Path home = settings.socket().getParent();
            if (home != null) {
                PrivateFiles.directory(home);
            }
            PrivateFiles.replace(settings.configuration(), ServerConfiguration.TEXT);
            PrivateFiles.removeOlder(settings.configuration(), TmuxRuntime.PASTE_PREFIX, LONGEST_PASTE);
        } catch (IOException e) {
            throw new TerminalException("tmux cannot be given its configuration: " + e, false, e);
        }
    }

    TmuxLink.State connect(ControlClient.Owner owner) {
        return switch (presence.pulse()) {
            case ServerPresence.Pulse.Dead(String reason) -> new TmuxLink.State.NoServer(reason);
            case ServerPresence.Pulse.Unclear(String reason) -> new TmuxLink.State.Down(reason);
            case ServerPresence.Pulse.SocketRemoved(ServerProcess process) -> socketBack(process, owner);
            case ServerPresence.Pulse.Listening() -> attachOrProve(owner);
        };
    }

    /** A server that ended between the look and the attaching is not merely out of reach. */
    private TmuxLink.State attachOrProve(ControlClient.Owner owner) {
        TmuxLink.State state = attach(owner);
        return state instanceof TmuxLink.State.Down
                        && presence.pulse() instanceof ServerPresence.Pulse.Dead(String proof)
                ? new TmuxLink.State.NoServer(proof)
                : state;
    }

    /** tmux makes its socket anew on this signal. */
    private TmuxLink.State socketBack(ServerProcess process, ControlClient.Owner owner) {
        return presence.recreateSocket(process)
                ? attach(owner)
                : new TmuxLink.State.Down(settings.socket() + " was removed while its tmux server runs on");
    }

    private TmuxLink.State attach(ControlClient.Owner owner) {
        prepare();
        TmuxLink.State state = attachOnce(owner);
        if (state instanceof TmuxLink.State.Down(String reason) && reason.contains("can't find session")) {
            try {
                launcher.launch();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return state;
            }
            return attachOnce(owner);
        }
        return state;
    }

    private TmuxLink.State attachOnce(ControlClient.Owner owner) {
        List<String> command = tmux.client(
                "-u", "-C", "attach-session", "-f", "no-output,ignore-size", "-t", "=" + ServerConfiguration.MONITOR);
        var builder =
                new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true);
        builder.environment().clear();
        ControlClient client;
        try {
            client = new ControlClient(builder.start(), owner, "tmux");
        } catch (IOException e) {
            return new TmuxLink.State.Down("tmux cannot be run: " + e.getMessage());
        }
        try {
            client.open(HANDSHAKE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(client, "interrupted while attaching to tmux");
        }
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
        presence.note(server);
        housekeeping.completeHalfMade(up);
        housekeeping.restoreSizes(up);
        return up;
    }

    private static TmuxLink.State failed(ControlClient client, String reason) {
        client.close();
        return new TmuxLink.State.Down(reason);
    }
}
