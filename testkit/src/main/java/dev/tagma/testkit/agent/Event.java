package dev.tagma.testkit.agent;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that hooks are told of.
 *
 * @param subject what a hook's matcher is held against: the tool, or the source of a start
 */
record Event(String name, String subject, String session, Map<String, @Nullable Object> payload) {}
