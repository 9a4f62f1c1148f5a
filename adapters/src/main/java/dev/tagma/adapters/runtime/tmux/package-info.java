/**
 * Terminals in tmux. Begin with {@link dev.tagma.adapters.runtime.tmux.TmuxRuntime}; the conversation with the tmux
 * server is in {@code ControlClient}, what happens when it breaks in {@code TmuxLink}.
 *
 * <p>Lock order: {@code TmuxLink}, then {@code PaneWatch}; listeners are called outside both.
 */
@NullMarked
package dev.tagma.adapters.runtime.tmux;

import org.jspecify.annotations.NullMarked;
