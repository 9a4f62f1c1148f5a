/** What is said between Tagma and an adapter in a process of its own. Begin with {@link dev.tagma.adapters.agent.external.message.Call}. */
@NullMarked
package dev.tagma.adapters.agent.external.message;

import org.jspecify.annotations.NullMarked;
