package dev.tagma.adapters.workspace.git;

import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.WorkspaceException;
import java.util.function.Consumer;

/**
 * A worktree or a clone that is there.
 *
 * @param undo takes it away again where it was made just now, as long as nobody was given it; what hinders that is added to the
 *     failure that it is for
 */
record Added(Workspace workspace, Consumer<WorkspaceException> undo) {}
