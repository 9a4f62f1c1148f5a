/**
 * Directory trees as they are on disk, by bytes: names, kinds, modes, times and contents. Begin with
 * {@link dev.tagma.adapters.workspace.git.tree.Walk}.
 */
@NullMarked
package dev.tagma.adapters.workspace.git.tree;

import org.jspecify.annotations.NullMarked;
