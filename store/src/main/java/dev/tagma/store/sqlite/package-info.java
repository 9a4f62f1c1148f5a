/**
 * The store on SQLite: one writer thread that commits in groups, readers on connections of their own, and subscribers
 * that are told after the commit. Begin with {@link dev.tagma.store.sqlite.SqliteStore}.
 */
@NullMarked
package dev.tagma.store.sqlite;

import org.jspecify.annotations.NullMarked;
