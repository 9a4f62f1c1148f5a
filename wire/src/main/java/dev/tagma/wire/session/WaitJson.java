package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;

@Doc("How a wait ended.")
public record WaitJson(
        @Doc("Whether what was waited for holds; false when the time ran out.")
        boolean reached,

        @Doc("The session as it is now.") SessionJson session) {}
