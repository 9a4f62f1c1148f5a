/** Facts: single observations with source, time and reach, from which status is derived. Begin with {@link dev.tagma.core.fact.Fact}. */
@NullMarked
package dev.tagma.core.fact;

import org.jspecify.annotations.NullMarked;
