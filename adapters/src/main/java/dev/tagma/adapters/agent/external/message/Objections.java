package dev.tagma.adapters.agent.external.message;

import dev.tagma.spi.agent.Objection;
import java.util.List;

/** What speaks against a launch; empty where nothing does. */
public record Objections(List<Objection> objections) {}
