/**
 * The bare repositories of ours in which saved bytes are kept, written by one git process and read by another. Begin with
 * {@link dev.tagma.adapters.workspace.git.store.Stores}.
 */
@NullMarked
package dev.tagma.adapters.workspace.git.store;

import org.jspecify.annotations.NullMarked;
