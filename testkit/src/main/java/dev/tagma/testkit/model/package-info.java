/**
 * A stand-in for the model servers of coding agents, so that the real agent programs run in tests without a network, an
 * account or a cost. It speaks Anthropic Messages, OpenAI Responses, OpenAI Chat Completions and Gemini, and answers as
 * the prompt itself says, in the language of {@link dev.tagma.testkit.script}.
 *
 * <p>Begin with {@link dev.tagma.testkit.model.FakeModel}; as a program it is {@link dev.tagma.testkit.model.FakeModelMain}.
 * A request is read by its {@link dev.tagma.testkit.model.Protocol}, the {@link dev.tagma.testkit.model.Director} finds
 * the steps that are due, a {@link dev.tagma.testkit.model.Performance} plays them into a
 * {@link dev.tagma.testkit.model.Reply}.
 */
@NullMarked
package dev.tagma.testkit.model;

import org.jspecify.annotations.NullMarked;
