@NullMarked
package dev.tagma.engine.supervise;

import org.jspecify.annotations.NullMarked;
