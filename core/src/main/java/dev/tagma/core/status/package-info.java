/** Status: the one pure function from facts to what a session is doing. Begin with {@link dev.tagma.core.status.StatusRules}. */
@NullMarked
package dev.tagma.core.status;

import org.jspecify.annotations.NullMarked;
