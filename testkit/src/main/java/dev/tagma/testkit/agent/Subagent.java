package dev.tagma.testkit.agent;

import java.util.List;

/** A subagent: plays its prompt beside the turn, and brings news of its end. */
final class Subagent {

    private static final String TYPE = "general-purpose";

    private final Kit kit;
    private final Identity identity;
    private final Role role;
    private final ToolUse use;
    private final Transcript transcript;

    private Subagent(Kit kit, Identity identity, Role role, ToolUse use) {
        this.kit = kit;
        this.identity = identity;
        this.role = role;
        this.use = use;
        var directory = identity.transcript().resolveSibling(identity.session()).resolve("subagents");
        this.transcript = new Transcript(
                kit.surroundings(),
                kit.faults(),
                kit.clock(),
                identity.session(),
                directory.resolve("agent-" + role.agentId() + ".jsonl"),
                role.agentId());
    }

    /** Starts a subagent for a use of the Agent tool and goes on. */
    static ToolResult launch(Kit kit, Identity identity, ToolUse use) {
        var role = new Role(Background.newId("a"), TYPE);
        var subagent = new Subagent(kit, identity, role, use);
        var thread = Thread.ofVirtual().name("subagent " + role.agentId()).unstarted(subagent::run);
        kit.background().subagent(role.agentId(), use.text("description"), TYPE, thread::interrupt);
        thread.start();
        var response = Json.object(
                "isAsync", true,
                "status", "async_launched",
                "agentId", role.agentId(),
                "description", use.text("description"),
                "prompt", use.text("prompt"));
        return new ToolResult(
                "Async agent launched successfully. agentId: " + role.agentId(),
                false,
                response,
                List.of("● Agent(" + use.text("description") + ")", "  ⎿  Backgrounded agent (↓ to manage)"));
    }

    private void run() {
        var player = new Player(kit, identity, role, transcript);
        var message = Message.typed(use.text("prompt"), true, kit.clock().instant());
        var result = play(player, message);
        var members = Json.object("permission_mode", kit.permissions().mode());
        members.putAll(role.members());
        members.putAll(Json.object(
                "effort", Json.object("level", "medium"),
                "stop_hook_active", false,
                "agent_transcript_path", transcript.file().toString(),
                "last_assistant_message", result,
                "background_tasks",
                        kit.background().jobs().stream()
                                .map(Background.Job::members)
                                .toList()));
        kit.hooks().tell(identity.event("SubagentStop", "", members));
        kit.background().subagentEnded(role.agentId(), use, use.text("description"), result);
    }

    private String play(Player player, Message message) {
        try {
            kit.hooks().run(identity.event("SubagentStart", "", role.members()));
            transcript.user(message, identity.promptId(), kit.permissions().mode());
            player.hear(message);
            player.play();
            return player.lastWords();
        } catch (ApiFailure e) {
            return e.text();
        } catch (Rejection | InterruptedException _) {
            player.breakOff();
            return "Interrupted by the user";
        }
    }
}
