/** One package for each agent, runtime and workspace that Tagma can drive; none knows another. */
@NullMarked
package dev.tagma.adapters;

import org.jspecify.annotations.NullMarked;
