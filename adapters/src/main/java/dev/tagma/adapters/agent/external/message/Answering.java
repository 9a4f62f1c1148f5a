package dev.tagma.adapters.agent.external.message;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.RequestKind;

/**
 * An answer.
 *
 * @param key the adapter's own name of the request
 */
public record Answering(String driver, String key, RequestKind kind, Answer answer) {}
