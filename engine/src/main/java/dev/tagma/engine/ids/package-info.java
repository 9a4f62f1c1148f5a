/** Names and ids for what the engine makes. */
@NullMarked
package dev.tagma.engine.ids;

import org.jspecify.annotations.NullMarked;
