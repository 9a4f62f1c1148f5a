@NullMarked
package dev.tagma.engine.handoff;

import org.jspecify.annotations.NullMarked;
