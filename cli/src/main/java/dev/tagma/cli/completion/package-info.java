/**
 * Scripts that complete command lines, one for each shell, made from what the commands say of themselves. Begin with {@link
 * dev.tagma.cli.completion.Completable}.
 */
@NullMarked
package dev.tagma.cli.completion;

import org.jspecify.annotations.NullMarked;
