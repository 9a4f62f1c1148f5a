package dev.tagma.adapters.runtime.tmux;

import java.util.Optional;

/** A tmux server as a link sees it: the way there, and what is to be done for it besides talking. */
interface Approach {

    /** Attaches to the server that runs, if one does. */
    TmuxLink.State connect(ControlClient.Owner owner);

    /** Throws unless a server could be started. */
    void requireStartable() throws InterruptedException;

    /** Starts a server, or completes the one that runs; tells what went wrong, if anything. */
    Optional<String> launch() throws InterruptedException;

    /** Has the server look for children that have ended, in case it was not told of one. */
    void collectEnded(ServerProcess server);

    /** Somebody else has detached. */
    void somebodyLeft(TmuxLink.State.Up up);

    /** The link is about to be closed. */
    void leave(TmuxLink.State.Up up);
}
