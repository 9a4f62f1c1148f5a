package dev.tagma.adapters.runtime.tmux;

import dev.tagma.adapters.exec.Signals;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Says whether our server lives, by what the system shows of it rather than by what it answers. */
final class ServerPresence {

    private static final System.Logger LOG = System.getLogger(ServerPresence.class.getName());

    /** Making a socket anew takes the server one turn of its loop; a stuck server never does it. */
    private static final Duration SOCKET_LIMIT = Duration.ofSeconds(2);

    private final TmuxSettings settings;
    private final Signals signals = new Signals();

    ServerPresence(TmuxSettings settings) {
        this.settings = settings;
    }

    /** What the system shows. */
    sealed interface Pulse {

        record Listening() implements Pulse {}

        /** It is proven that there is none. */
        record Dead(String reason) implements Pulse {}

        /** It lives, but its socket file has been removed. */
        record SocketRemoved(ServerProcess process) implements Pulse {}

        record Unclear(String reason) implements Pulse {}
    }

    Pulse pulse() {
        if (!Files.exists(settings.socket())) {
            return noted().filter(ServerProcess::alive)
                    .<Pulse>map(Pulse.SocketRemoved::new)
                    .orElseGet(() -> new Pulse.Dead("no tmux server runs at " + settings.socket()));
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Not blocking: a stopped server with a full queue must not stop us too.
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(settings.socket()));
            return new Pulse.Listening();
        } catch (ConnectException e) {
            return new Pulse.Dead("nobody listens at " + settings.socket());
        } catch (IOException e) {
            return new Pulse.Unclear(settings.socket() + ": " + e.getMessage());
        }
    }

    /** Has a server whose socket file was removed make another one, as tmux does on this signal. */
    boolean recreateSocket(ServerProcess process) {
        Path home = settings.socket().getParent();
        if (home == null) {
            return false;
        }
        try (WatchService watcher = home.getFileSystem().newWatchService()) {
            PrivateFiles.directory(home);
            home.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            signal(process, "USR1");
            watcher.poll(SOCKET_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return Files.exists(settings.socket());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The socket {0} cannot be made anew: {1}", settings.socket(), e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends the server a signal that does it no harm. */
    void signal(ServerProcess process, String name) {
        if (!process.alive()) {
            return;
        }
        try {
            signals.toProcess(process.pid(), name);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Cannot send {0} to the tmux server: {1}", name, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Remembers which process the server is, for whoever finds its socket gone. */
    void note(ServerProcess process) {
        try {
            if (!noted().equals(Optional.of(process))) {
                PrivateFiles.replace(settings.serverNote(), process.text());
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Cannot note the tmux server in {0}: {1}", settings.serverNote(), e.getMessage());
        }
    }

    private Optional<ServerProcess> noted() {
        try {
            return ServerProcess.parse(Files.readString(settings.serverNote()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
