package dev.tagma.adapters.agent.external.message;

import dev.tagma.spi.agent.Driver;

/** What an interrupt did. */
public record Interrupted(Driver.Interruption interruption) {}
