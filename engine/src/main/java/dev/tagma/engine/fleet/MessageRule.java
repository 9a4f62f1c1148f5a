package dev.tagma.engine.fleet;

import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import java.nio.charset.StandardCharsets;

/** Which text can be a message at all. */
final class MessageRule {

    private final Policy policy;

    MessageRule(Policy policy) {
        this.policy = policy;
    }

    void check(String text) {
        if (text.isBlank()) {
            throw new Problem(ProblemCode.INVALID, "The message is empty; give it some text");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > policy.messageBytes()) {
            throw new Problem(
                    ProblemCode.INVALID,
                    "The message has " + bytes + " bytes; at most " + policy.messageBytes()
                            + ". Put it in a file in the workspace and tell the agent to read it");
        }
    }
}
