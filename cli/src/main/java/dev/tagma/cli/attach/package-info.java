/**
 * An agent's terminal within the one that a command was called in. Begin with {@link dev.tagma.cli.attach.Attachment}; what
 * has to be put back at the end is in {@code OwnTerminal}, the key that ends it in {@code Prefix}.
 */
@NullMarked
package dev.tagma.cli.attach;

import org.jspecify.annotations.NullMarked;
