/**
 * Agents within containers, made by the programs {@code docker} and {@code podman}. Begin with {@link
 * dev.tagma.adapters.sandbox.container.Container}; ADR 26 says why it is done so.
 */
@NullMarked
package dev.tagma.adapters.sandbox.container;

import org.jspecify.annotations.NullMarked;
