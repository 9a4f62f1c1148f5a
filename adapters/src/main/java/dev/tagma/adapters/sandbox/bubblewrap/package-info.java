/**
 * Agents within namespaces of the kernel, made by the program {@code bwrap}. Begin with {@link
 * dev.tagma.adapters.sandbox.bubblewrap.Bubblewrap}; ADR 26 says why it is done so.
 */
@NullMarked
package dev.tagma.adapters.sandbox.bubblewrap;

import org.jspecify.annotations.NullMarked;
