package dev.tagma.adapters.runtime.tmux;

import dev.tagma.adapters.exec.Invocation;
import dev.tagma.adapters.exec.Outcome;
import dev.tagma.adapters.exec.Programs;
import dev.tagma.adapters.exec.Signals;
import dev.tagma.spi.runtime.TerminalException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Starts our tmux server and says whether it lives.
 *
 * <p>The server makes itself a session leader of its own, so signals to the daemon's group never reach it, but it would
 * stay in the daemon's control group, which a service manager kills as a whole. Where the daemon runs inside a service's
 * control group and the user has a service manager, the server is therefore started in a scope of its own; where that
 * fails, the service needs {@code KillMode=process} and the log says so.
 */
final class ServerLauncher {

    private static final System.Logger LOG = System.getLogger(ServerLauncher.class.getName());

    /** Starting takes milliseconds; longer means that the machine or the user's service manager is stuck. */
    private static final Duration LAUNCH_LIMIT = Duration.ofSeconds(20);

    /** Making a socket anew takes the server one turn of its loop; a stuck server never does it. */
    private static final Duration SOCKET_LIMIT = Duration.ofSeconds(2);

    private static final Path ROOT = Path.of("/");

    private final TmuxSettings settings;
    private final Path controlGroups;
    private final Programs programs = new Programs();
    private final Signals signals = new Signals();

    /** The control groups of this process are named in that file, if the system has any. */
    ServerLauncher(TmuxSettings settings, Path controlGroups) {
        this.settings = settings;
        this.controlGroups = controlGroups;
    }

    /** Throws unless there is a tmux that is new enough. */
    void requireTmux() throws InterruptedException {
        Outcome outcome = runHere(List.of("-V"));
        switch (outcome) {
            case Outcome.Exited exited -> requireSufficient(exited.output().trimmed());
            case Outcome.TimedOut late ->
                throw new TerminalException(
                        settings.program() + " -V did not end within "
                                + late.limit().toSeconds() + " s",
                        false);
            case Outcome.NotStarted not ->
                throw new TerminalException(
                        "tmux cannot be run (" + not.reason() + "); install tmux " + TmuxVersion.OLDEST + " or newer",
                        false);
        }
    }

    private void requireSufficient(String printed) {
        Optional<TmuxVersion> version = TmuxVersion.parse(printed);
        if (version.isEmpty() || !version.get().sufficient()) {
            throw new TerminalException(
                    settings.program() + " says it is '" + printed + "'; tagma needs tmux " + TmuxVersion.OLDEST
                            + " or newer",
                    false);
        }
    }

    /** Starts the server with its monitor session; where one runs already, only the session is made sure of. */
    Optional<String> launch() throws InterruptedException {
        List<String> session = List.of(
                "-u",
                "-f",
                settings.configuration().toString(),
                "new-session",
                "-d",
                "-s",
                ServerConfiguration.MONITOR,
                "-x",
                "80",
                "-y",
                "24",
                "/bin/sh",
                "-c",
                ":");
        Optional<Path> scoped = userServiceManager();
        if (scoped.isPresent()) {
            Optional<String> failure = failure(programs.run(Invocation.of(
                            ROOT,
                            Map.of("XDG_RUNTIME_DIR", scoped.get().toString(), "PATH", "/usr/bin:/bin"),
                            inScope(session))
                    .withLimit(LAUNCH_LIMIT)));
            if (failure.isEmpty()) {
                return failure;
            }
            LOG.log(
                    Level.WARNING,
                    "tmux cannot have a scope of its own ({0}); if this daemon is a service, set KillMode=process",
                    failure.get());
        }
        return failure(runHere(session));
    }

    private List<String> inScope(List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of("systemd-run", "--user", "--scope", "--quiet", "--collect", "--", "/usr/bin/env", "-i"));
        command.addAll(command(arguments));
        return command;
    }

    /** The user's runtime directory, where this process is in a service's control group and the user has a manager. */
    private Optional<Path> userServiceManager() {
        return settings.userRuntimeDirectory()
                .filter(directory -> Files.exists(directory.resolve("systemd/private")))
                .filter(directory -> inService());
    }

    private boolean inService() {
        try {
            return Files.readAllLines(controlGroups).stream()
                    .map(line -> line.substring(line.lastIndexOf('/') + 1))
                    .anyMatch(group -> group.endsWith(".service") && !group.startsWith("user@"));
        } catch (IOException e) {
            return false;
        }
    }

    private Outcome runHere(List<String> arguments) throws InterruptedException {
        return programs.run(Invocation.of(ROOT, Map.of(), command(arguments)).withLimit(LAUNCH_LIMIT));
    }

    /** A tmux client that never starts a server, and that speaks to ours only. */
    List<String> client(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("-N"));
        command.addAll(arguments);
        return command(command);
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(settings.program(), "-S", settings.socket().toString()));
        command.addAll(arguments);
        return command;
    }

    private static Optional<String> failure(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Exited exited when exited.succeeded() -> Optional.empty();
            case Outcome.Exited exited ->
                exited.errors().trimmed().startsWith("duplicate session")
                        ? Optional.empty()
                        : Optional.of("exit code " + exited.code() + ": "
                                + exited.errors().trimmed());
            case Outcome.TimedOut late ->
                Optional.of("no end within " + late.limit().toSeconds() + " s");
            case Outcome.NotStarted not -> Optional.of(not.reason());
        };
    }

    /** Whether the server lives. */
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

    private Optional<ServerProcess> noted() {
        try {
            return ServerProcess.parse(Files.readString(settings.serverNote()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Has a server whose socket file was removed make another one, as tmux does on this signal. */
    boolean recreateSocket(ServerProcess process) {
        Path home = settings.socket().getParent();
        if (home == null || !process.alive()) {
            return false;
        }
        try (WatchService watcher = home.getFileSystem().newWatchService()) {
            PrivateFiles.directory(home);
            home.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            signal(process, "USR1");
            watcher.poll(SOCKET_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return Files.exists(settings.socket());
        } catch (IOException e) {
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

    void note(ServerProcess process) throws IOException {
        if (!noted().equals(Optional.of(process))) {
            PrivateFiles.replace(settings.serverNote(), process.text());
        }
    }
}
