/** The port to durable state. Begin with {@link dev.tagma.spi.store.Store}. */
@NullMarked
package dev.tagma.spi.store;

import org.jspecify.annotations.NullMarked;
