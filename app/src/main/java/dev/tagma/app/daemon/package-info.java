/** The daemon: the only place where everything is put together. Begin with {@link dev.tagma.app.daemon.Daemon}. */
@NullMarked
package dev.tagma.app.daemon;

import org.jspecify.annotations.NullMarked;
