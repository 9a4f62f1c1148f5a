/** An agent's terminal and what it shows, whichever agent it is. Begin with {@link dev.tagma.adapters.face.FaceWatch}. */
@NullMarked
package dev.tagma.adapters.face;

import org.jspecify.annotations.NullMarked;
