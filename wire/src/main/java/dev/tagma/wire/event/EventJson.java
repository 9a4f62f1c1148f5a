package dev.tagma.wire.event;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.wire.json.Doc;
import dev.tagma.wire.json.Json;
import java.time.Instant;
import java.util.Optional;

@Doc("One change of state.")
public record EventJson(
        @Doc("An opaque cursor: resume behind it.") String id,
        @Doc("When it was recorded.") Instant time,
        @Doc("Whose it is.") TenantId tenant,
        @Doc("The session it is about.") Optional<SessionId> session,

        @Doc(value = "What happened; decides what data holds.", example = "\"session.activity\"")
        String type,

        @Doc(value = "What is to be said of it.", cases = EventData.class)
        Json data) {}
