/** Messages: what is said to an agent and how far it has come. Begin with {@link dev.tagma.core.message.Message}. */
@NullMarked
package dev.tagma.core.message;

import org.jspecify.annotations.NullMarked;
