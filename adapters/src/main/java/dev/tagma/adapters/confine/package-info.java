/**
 * What all sandboxes have in common: which files of this machine are there within, and what is said of it. Begin with {@link
 * dev.tagma.adapters.confine.Inside}.
 */
@NullMarked
package dev.tagma.adapters.confine;

import org.jspecify.annotations.NullMarked;
