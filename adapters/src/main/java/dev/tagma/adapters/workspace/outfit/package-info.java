/**
 * What a session's workspace is fitted out with beside its files: scripts and ports. Begin with
 * {@link dev.tagma.adapters.workspace.outfit.ScriptPrograms}.
 */
@NullMarked
package dev.tagma.adapters.workspace.outfit;

import org.jspecify.annotations.NullMarked;
