package dev.tagma.e2e;

/** The same story with an agent that is spoken to in Claude Code's stream. */
final class CrashInStreamTest extends CrashInProtocolTest {

    @Override
    World world() {
        return new ScriptedStreamWorld();
    }
}
