package dev.tagma.wire.session;

import dev.tagma.core.session.PermissionMode;
import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("Another mode or model for a session; what is absent stays.")
public record CourseJson(
        @Doc("What the agent may do without asking from now on.")
        Optional<PermissionMode> mode,

        @Doc("The agent's own name of the model that answers from now on.")
        Optional<String> model) {}
