package dev.tagma.cli.api;

/**
 * What the daemon answered.
 *
 * @param json the text as it came, for whoever wants JSON
 * @param repeated whether it was asked more than once, because the connection was cut
 */
public record Answer(Fields fields, String json, boolean repeated) {}
