package dev.tagma.wire.rescue;

import dev.tagma.core.session.Handle;
import dev.tagma.core.session.SessionId;
import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("A workspace that Tagma made. It is gone where it has a rescue, may go where it has neither that nor a reason.")
public record TreeJson(
        @Doc("The session.") SessionId session,
        @Doc("Its handle.") Handle handle,
        @Doc("The directory.") String path,

        @Doc("What it takes, or took, of the disk in bytes, where that is known.")
        Optional<Long> bytes,

        @Doc("Why it has to stay.") Optional<String> stays,
        @Doc("What was saved of it.") Optional<RescueJson> rescue) {}
