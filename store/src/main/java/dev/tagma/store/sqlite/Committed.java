package dev.tagma.store.sqlite;

import dev.tagma.core.event.Event;

/**
 * An event that is in the file.
 *
 * @param position its place in the order of commits over all tenants
 */
record Committed(long position, Event event) {}
