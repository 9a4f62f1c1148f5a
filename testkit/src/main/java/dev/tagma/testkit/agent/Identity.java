package dev.tagma.testkit.agent;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which conversation this is, and at which prompt. A new value is made when the conversation is cleared or the next prompt
 * begins, so that each event names the one in which it happened.
 *
 * @param promptId empty before the first prompt
 */
record Identity(String session, Path transcript, Path cwd, String model, String promptId) {

    Identity withPrompt() {
        return new Identity(session, transcript, cwd, model, UUID.randomUUID().toString());
    }

    /** An event with the members that all events have. */
    Event event(String name, String subject, Map<String, @Nullable Object> members) {
        var payload =
                Json.object("session_id", session, "transcript_path", transcript.toString(), "cwd", cwd.toString());
        if (!promptId.isEmpty()) {
            payload.put("prompt_id", promptId);
        }
        payload.put("hook_event_name", name);
        payload.putAll(members);
        return new Event(name, subject, session, payload);
    }

    Event event(String name, @Nullable Object... members) {
        return event(name, "", Json.object(members));
    }

    /** An event within a turn, which also tells the permission mode. */
    Event turnEvent(String name, String mode, Map<String, @Nullable Object> members) {
        var all = Json.object("permission_mode", mode, "effort", Json.object("level", "medium"));
        all.putAll(members);
        return event(name, "", all);
    }
}
