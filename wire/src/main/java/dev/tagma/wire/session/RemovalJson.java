package dev.tagma.wire.session;

import dev.tagma.core.session.Handle;
import dev.tagma.core.session.SessionId;
import dev.tagma.wire.json.Doc;
import dev.tagma.wire.rescue.RescueJson;
import java.util.Optional;

@Doc("What a removal did.")
public record RemovalJson(
        @Doc("The session that was removed.") SessionId id,
        @Doc("Its readable name.") Handle handle,
        @Doc("Where its work was saved.") Optional<RescueJson> rescue,
        @Doc("Whether its directory was removed.") boolean workspaceRemoved,

        @Doc("What went wrong when its project's script tore it down, where force removed it all the same.")
        Optional<String> teardown) {}
