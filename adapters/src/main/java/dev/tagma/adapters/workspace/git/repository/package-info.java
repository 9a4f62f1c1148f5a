/**
 * What the user's repositories are like: where their parts lie, which worktrees they have, what is going on in them. Begin
 * with {@link dev.tagma.adapters.workspace.git.repository.Repository}.
 */
@NullMarked
package dev.tagma.adapters.workspace.git.repository;

import org.jspecify.annotations.NullMarked;
