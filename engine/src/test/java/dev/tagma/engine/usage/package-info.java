@NullMarked
package dev.tagma.engine.usage;

import org.jspecify.annotations.NullMarked;
