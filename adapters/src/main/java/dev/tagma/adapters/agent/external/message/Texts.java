package dev.tagma.adapters.agent.external.message;

import java.util.List;

/** What was said. */
public record Texts(List<String> texts) {}
