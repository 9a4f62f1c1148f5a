/**
 * Runs the git program with an environment of its own, so that neither hooks nor pagers nor prompts of the user come into
 * play. Begin with {@link dev.tagma.adapters.workspace.git.command.Git}.
 */
@NullMarked
package dev.tagma.adapters.workspace.git.command;

import org.jspecify.annotations.NullMarked;
