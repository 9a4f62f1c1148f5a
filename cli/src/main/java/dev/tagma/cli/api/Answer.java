package dev.tagma.cli.api;

/**
 * What the daemon answered.
 *
 * @param json the text as it came, for whoever wants JSON
 */
public record Answer(Fields fields, String json) {}
