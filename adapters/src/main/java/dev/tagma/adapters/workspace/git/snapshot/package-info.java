/**
 * Snapshots for the record of a turn: cheap trees of what is tracked or new, and the way back to one. Begin with
 * {@link dev.tagma.adapters.workspace.git.snapshot.Snapshots}.
 */
@NullMarked
package dev.tagma.adapters.workspace.git.snapshot;

import org.jspecify.annotations.NullMarked;
