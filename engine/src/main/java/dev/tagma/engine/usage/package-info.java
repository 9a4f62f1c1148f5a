/** What agents use, and how much they may. Begin with {@link dev.tagma.engine.usage.Ledger}. */
@NullMarked
package dev.tagma.engine.usage;

import org.jspecify.annotations.NullMarked;
