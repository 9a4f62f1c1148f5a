/** The event log and all stored state, in SQLite. */
@NullMarked
package dev.tagma.store;

import org.jspecify.annotations.NullMarked;
