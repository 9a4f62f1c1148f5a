/** The delivery machine against a model of an agent. */
@NullMarked
package dev.tagma.engine.deliver;

import org.jspecify.annotations.NullMarked;
