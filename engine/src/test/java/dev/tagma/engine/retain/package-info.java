/** How long things are kept. */
@NullMarked
package dev.tagma.engine.retain;

import org.jspecify.annotations.NullMarked;
