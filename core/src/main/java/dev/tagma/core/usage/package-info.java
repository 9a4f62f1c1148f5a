/** What agents use: tokens, what they cost, and how much may be used. Begin with {@link dev.tagma.core.usage.UsageEntry}. */
@NullMarked
package dev.tagma.core.usage;

import org.jspecify.annotations.NullMarked;
