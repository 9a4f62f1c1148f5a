package dev.tagma.adapters.agent.external.message;

/** @param text as {@code driver/prepare} gave it */
public record Delivery(String driver, String text) {}
