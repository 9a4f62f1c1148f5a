package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** Daemon scenarios with the real Claude Code. */
@Tag("real-agent")
final class ClaudeDaemonTest extends DaemonScenarios {

    @Override
    World world() {
        return new ClaudeWorld();
    }
}
