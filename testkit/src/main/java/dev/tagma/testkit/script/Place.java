package dev.tagma.testkit.script;

/**
 * Where a text stands in its conversation: the answer it follows, how many texts stand between, and the text itself.
 *
 * @param after the answer before it, empty at the beginning
 */
public record Place(String after, int index, String text) {}
