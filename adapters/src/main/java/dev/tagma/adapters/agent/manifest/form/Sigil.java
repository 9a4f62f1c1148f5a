package dev.tagma.adapters.agent.manifest.form;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something in a message that would be a command to the program.
 *
 * @param found where it stands in a message
 * @param sign what people know it by
 * @param write what is written in its place; where there is nothing, the message is refused
 * @param because what it would do
 */
public record Sigil(Pattern found, String sign, Optional<String> write, String because) {}
