/**
 * Runs a helper program to its end: exact arguments, exact environment, a time limit. Begin with {@link
 * dev.tagma.adapters.exec.Programs}.
 */
@NullMarked
package dev.tagma.adapters.exec;

import org.jspecify.annotations.NullMarked;
