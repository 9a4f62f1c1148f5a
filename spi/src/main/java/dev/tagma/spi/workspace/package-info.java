/** The port to where sessions work and how their work is kept. Begin with {@link dev.tagma.spi.workspace.Workspaces}. */
@NullMarked
package dev.tagma.spi.workspace;

import org.jspecify.annotations.NullMarked;
