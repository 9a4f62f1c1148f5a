/**
 * What drivers of agents that are spoken to over a protocol share, whatever is said in it. Begin with
 * {@link dev.tagma.adapters.protocol.Link}.
 */
@NullMarked
package dev.tagma.adapters.protocol;

import org.jspecify.annotations.NullMarked;
