/**
 * Finds the daemon of a home and starts it where none runs. Begin with {@link dev.tagma.cli.daemon.Daemon}.
 *
 * <p>What a daemon must do for this: take the lock {@link dev.tagma.wire.home.Home#daemonLock} or print
 * {@link dev.tagma.wire.home.StartLine.Busy} and end; listen on {@link dev.tagma.wire.home.Home#socket}, replacing a stale
 * socket; write {@link dev.tagma.wire.home.Home#address}; print {@link dev.tagma.wire.home.StartLine.Ready} to its standard
 * output and close that.
 */
@NullMarked
package dev.tagma.cli.daemon;

import org.jspecify.annotations.NullMarked;
