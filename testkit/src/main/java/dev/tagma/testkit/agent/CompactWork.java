package dev.tagma.testkit.agent;

import java.util.List;

/** {@code /compact}: the conversation is replaced by a summary of itself. */
record CompactWork(Kit kit, Identity identity, Transcript transcript, String instructions) implements Work {

    private static final String SUMMARY = "The scripted agent summarised the conversation.";

    @Override
    public List<Message> run() {
        try {
            kit.hooks()
                    .run(identity.event(
                            "PreCompact",
                            "manual",
                            Json.object(
                                    "trigger",
                                    "manual",
                                    "custom_instructions",
                                    instructions.isEmpty() ? null : instructions)));
            write();
            kit.hooks()
                    .run(identity.event(
                            "SessionStart", "compact", Json.object("source", "compact", "model", identity.model())));
            kit.hooks()
                    .run(identity.event(
                            "PostCompact", "manual", Json.object("trigger", "manual", "compact_summary", SUMMARY)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        kit.desk().log().add(new Block.Said("/compact"));
        kit.desk().log().add(new Block.Notes(List.of("  ⎿  Compacted (ctrl+o to see full summary)")));
        return kit.desk().dequeue();
    }

    private void write() {
        transcript.link(
                "system",
                Json.object(
                        "subtype", "compact_boundary",
                        "content", "Conversation compacted",
                        "level", "info",
                        "compactMetadata", Json.object("trigger", "manual")));
        transcript.link(
                "user",
                Json.object(
                        "promptId",
                        identity.promptId(),
                        "message",
                        Json.object(
                                "role",
                                "user",
                                "content",
                                "This session is being continued from a previous conversation that ran out of context.\n\nSummary:\n"
                                        + SUMMARY),
                        "isVisibleInTranscriptOnly",
                        true,
                        "isCompactSummary",
                        true));
        transcript.command(identity.promptId(), "/compact", instructions, "Compacted (ctrl+o to see full summary)");
    }

    @Override
    public void interrupt() {
        // It is over at once.
    }
}
