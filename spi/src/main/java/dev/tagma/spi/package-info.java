/** The ports that adapters and stores implement, and the values that cross them. */
@NullMarked
package dev.tagma.spi;

import org.jspecify.annotations.NullMarked;
