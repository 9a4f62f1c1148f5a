package dev.tagma.adapters.agent.external.message;

/** @param text as {@code driver/prepare} gave it */
public record Evidence(String driver, String mark, String text) {}
