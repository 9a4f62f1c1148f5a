package dev.tagma.adapters.workspace.git.store;

/**
 * Bytes in a store.
 *
 * @param oid the object id that git gives them
 * @param sha256 their SHA-256, taken from the same reading
 */
public record Blob(String oid, String sha256, long size) {}
