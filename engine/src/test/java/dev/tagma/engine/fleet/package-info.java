@NullMarked
package dev.tagma.engine.fleet;

import org.jspecify.annotations.NullMarked;
