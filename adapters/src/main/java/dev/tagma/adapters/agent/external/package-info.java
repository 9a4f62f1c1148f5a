/**
 * Adapters that are programs of their own, in whatever language. Begin with
 * {@link dev.tagma.adapters.agent.external.ExternalAdapter}; what is said to them is in its package {@code message}.
 */
@NullMarked
package dev.tagma.adapters.agent.external;

import org.jspecify.annotations.NullMarked;
