package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("Sessions, oldest first.")
public record SessionListJson(
        @Doc("The sessions that match.") List<SessionJson> sessions) {}
