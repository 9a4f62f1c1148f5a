/**
 * The commands, one class each. Begin with {@link dev.tagma.cli.command.Command}; {@link dev.tagma.cli.command.Commands}
 * lists them.
 */
@NullMarked
package dev.tagma.cli.command;

import org.jspecify.annotations.NullMarked;
