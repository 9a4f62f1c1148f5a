/**
 * Rescues: everything of a workspace saved, read back, compared with the disk, removed and brought back. Begin with
 * {@link dev.tagma.adapters.workspace.git.rescue.Rescuer}.
 */
@NullMarked
package dev.tagma.adapters.workspace.git.rescue;

import org.jspecify.annotations.NullMarked;
