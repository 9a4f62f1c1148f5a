/**
 * Terminals in tmux. Begin with {@link dev.tagma.adapters.runtime.tmux.TmuxRuntime}; the conversation with the server is
 * in {@code ControlClient}, what happens when it breaks in {@code TmuxLink}, what listeners are told in {@code
 * PaneWatch}.
 *
 * <p>What tmux 3.3a does that one would not expect, and where it is dealt with:
 *
 * <ul>
 *   <li>Pasting into a pane whose program has ended, and the global option {@code window-size manual}, crash the server
 *       with everything in it ({@code PaneState}, {@code ServerConfiguration}).
 *   <li>It misses ends of programs while a helper changes the login records; it must be told to look ({@code
 *       PaneProbe}).
 *   <li>Killing a session leaves windows that are linked elsewhere ({@code TmuxTerminal}).
 *   <li>A pane in copy mode swallows keys ({@code TmuxTerminal}).
 *   <li>Activity is counted in whole seconds ({@code PaneWatch}).
 *   <li>Captured lines are printed raw and may look like the end of an answer ({@code Exchange}).
 *   <li>A missing working directory is silently replaced, and nothing is said of a program that cannot be run ({@code
 *       LaunchCheck}).
 *   <li>Commands run by hooks cause no notifications, so titles and ends are learnt from subscriptions, which tick once
 *       a second.
 * </ul>
 *
 * <p>Locks: {@code TmuxLink.connecting} may be held while a {@code PaneWatch} is locked, never the other way round;
 * listeners are called with neither.
 */
@NullMarked
package dev.tagma.adapters.runtime.tmux;

import org.jspecify.annotations.NullMarked;
