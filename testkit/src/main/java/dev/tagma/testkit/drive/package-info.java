/** A model of an agent and of what people do to it, for properties. Begin with {@link dev.tagma.testkit.drive.ModelAgent}. */
@NullMarked
package dev.tagma.testkit.drive;

import org.jspecify.annotations.NullMarked;
