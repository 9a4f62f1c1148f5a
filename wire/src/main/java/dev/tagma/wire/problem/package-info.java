/** What is said when something is refused or fails. Begin with {@link dev.tagma.wire.problem.ErrorCode}. */
@NullMarked
package dev.tagma.wire.problem;

import org.jspecify.annotations.NullMarked;
