@NullMarked
package dev.tagma.engine.search;

import org.jspecify.annotations.NullMarked;
