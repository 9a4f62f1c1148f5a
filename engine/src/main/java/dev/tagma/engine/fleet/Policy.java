package dev.tagma.engine.fleet;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;

/**
 * What the configuration says about new sessions and messages.
 *
 * @param yolo whether sessions may be created that ask for nothing
 * @param steer whether messages may enter a running turn
 * @param messageBytes the longest message, in bytes of UTF-8
 */
public record Policy(
        AgentId defaultAgent,
        DriverKind defaultDriver,
        PermissionMode defaultMode,
        boolean yolo,
        boolean steer,
        int messageBytes) {

    public static final int DEFAULT_MESSAGE_BYTES = 4 << 20;
}
