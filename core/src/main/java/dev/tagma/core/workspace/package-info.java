/** Workspaces as values: where a session works and what was saved of it. Begin with {@link dev.tagma.core.workspace.Workspace}. */
@NullMarked
package dev.tagma.core.workspace;

import org.jspecify.annotations.NullMarked;
