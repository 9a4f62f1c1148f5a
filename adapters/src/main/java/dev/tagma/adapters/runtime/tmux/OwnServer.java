package dev.tagma.adapters.runtime.tmux;

import java.util.Optional;

/** The way to our own server, which is started, kept in order, and ended when it holds nothing. */
final class OwnServer implements Approach {

    private final ServerPresence presence;
    private final ServerLauncher launcher;
    private final Housekeeping housekeeping = new Housekeeping();
    private final ServerConnector connector;

    OwnServer(TmuxSettings settings, ServerScope scope) {
        var tmux = new TmuxCommand(settings);
        this.presence = new ServerPresence(settings);
        this.launcher = new ServerLauncher(tmux, scope);
        this.connector = new ServerConnector(settings, tmux, launcher, presence, housekeeping);
    }

    @Override
    public TmuxLink.State connect(ControlClient.Owner owner) {
        return connector.connect(owner);
    }

    @Override
    public void requireStartable() throws InterruptedException {
        launcher.requireTmux();
    }

    @Override
    public Optional<String> launch() throws InterruptedException {
        connector.prepare();
        return launcher.launch();
    }

    @Override
    public void collectEnded(ServerProcess server) {
        presence.signal(server, "CHLD");
    }

    @Override
    public void somebodyLeft(TmuxLink.State.Up up) {
        housekeeping.restoreSizes(up);
    }

    @Override
    public void leave(TmuxLink.State.Up up) {
        housekeeping.leave(up);
    }
}
