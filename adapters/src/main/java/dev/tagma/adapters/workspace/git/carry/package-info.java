/**
 * What a worktree is given of the files that git does not keep. Begin with
 * {@link dev.tagma.adapters.workspace.git.carry.Carrier}.
 */
@NullMarked
package dev.tagma.adapters.workspace.git.carry;

import org.jspecify.annotations.NullMarked;
