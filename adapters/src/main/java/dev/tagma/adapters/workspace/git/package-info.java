/**
 * Workspaces kept with git: worktrees for sessions, and saves of everything in them. Begin with
 * {@link dev.tagma.adapters.workspace.git.GitWorkspaces}; the packages below are its parts.
 */
@NullMarked
package dev.tagma.adapters.workspace.git;

import org.jspecify.annotations.NullMarked;
