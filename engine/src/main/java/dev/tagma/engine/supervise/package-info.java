/** One actor per session: facts in, status out. Begin with {@link dev.tagma.engine.supervise.SessionActor}. */
@NullMarked
package dev.tagma.engine.supervise;

import org.jspecify.annotations.NullMarked;
