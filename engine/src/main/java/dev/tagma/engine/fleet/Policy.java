package dev.tagma.engine.fleet;

import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.engine.deliver.InboxLimit;

/**
 * What the configuration says about new sessions and messages.
 *
 * @param afterLimit what sessions do after a usage limit where nothing else is said
 * @param yolo whether sessions may be created that ask for nothing
 * @param steer whether messages may enter a running turn
 * @param messageBytes the longest message, in bytes of UTF-8
 * @param inbox how much may wait in the inbox of one session
 * @param sandboxes what agents are kept within
 */
public record Policy(
        AgentId defaultAgent,
        DriverKind defaultDriver,
        PermissionMode defaultMode,
        AfterLimit afterLimit,
        boolean yolo,
        boolean steer,
        int messageBytes,
        InboxLimit inbox,
        SandboxDefaults sandboxes) {

    public static final int DEFAULT_MESSAGE_BYTES = 4 << 20;
}
